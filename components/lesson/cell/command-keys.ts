/** The keys of command mode: the cell has the focus, its editor has not. */
import { readRunKey, type EditorIntent } from '@/components/editor/editor-keys'

export type CommandIntent =
  | Exclude<EditorIntent, 'leave'>
  | 'edit'
  | 'before'
  | 'after'
  | 'insert-before'
  | 'insert-after'
  | 'delete'
  | 'undo-delete'
  | 'keys'

const KEYS: Record<string, CommandIntent> = {
  Enter: 'edit',
  j: 'after',
  ArrowDown: 'after',
  k: 'before',
  ArrowUp: 'before',
  a: 'insert-before',
  b: 'insert-after',
  z: 'undo-delete',
  '?': 'keys',
}

type Press = Parameters<typeof readRunKey>[0]

/** `previous` is the key before this one: D D deletes, one D does nothing. */
export function readCommandKey(press: Press, previous: string | null): CommandIntent | null {
  const run = readRunKey(press)
  if (run) return run as CommandIntent
  if (press.ctrlKey || press.metaKey || press.altKey) return null
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key
  if (key === 'd') return previous === 'd' ? 'delete' : null
  return KEYS[key] ?? null
}
