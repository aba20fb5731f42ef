'use client'
import { useEffect, useRef, type KeyboardEvent } from 'react'
import { readRunKey, type EditorIntent } from './editor-keys'
import { pressed } from '@/lib/browser/keys'

type Props = {
  source: string
  label: string
  onEdit(source: string): void
  onIntent(intent: EditorIntent): void
}

/** A textarea in the same type as the code: for fingers, and for when Monaco cannot be fetched. */
export function PlainEditor({ source, label, onEdit, onIntent }: Props) {
  const area = useRef<HTMLTextAreaElement>(null)
  useEffect(() => area.current?.focus({ preventScroll: true }), [])

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    const intent = event.key === 'Escape' ? 'leave' : readRunKey(event)
    if (!intent) return
    event.preventDefault()
    onIntent(intent)
  }

  return (
    <textarea
      ref={area}
      className="code-box block w-full resize-none overflow-x-auto overflow-y-hidden whitespace-pre"
      aria-label={label}
      value={source}
      rows={source.split('\n').length}
      spellCheck={false}
      autoCapitalize="off"
      autoCorrect="off"
      wrap="off"
      onChange={(event) => onEdit(event.target.value)}
      onKeyDown={(event) => pressed(event, onKeyDown)}
    />
  )
}
