/** What a key pressed in an editor asks of its cell. */
export type EditorIntent = 'run' | 'run-and-advance' | 'run-and-insert' | 'leave'

type Press = { key: string; shiftKey: boolean; ctrlKey: boolean; metaKey: boolean; altKey: boolean }

export function readRunKey({ key, shiftKey, ctrlKey, metaKey, altKey }: Press): EditorIntent | null {
  if (key !== 'Enter') return null
  if (ctrlKey || metaKey) return 'run'
  if (shiftKey) return 'run-and-advance'
  return altKey ? 'run-and-insert' : null
}
