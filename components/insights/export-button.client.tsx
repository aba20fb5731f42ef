'use client'

import { useTranslations } from 'next-intl'
import { type MouseEvent, useRef, useState } from 'react'

type Props = {
  /** Address of the file; without scripts the link itself downloads it. */
  href: string
  format: 'csv' | 'xlsx'
}

type Standing =
  | { kind: 'idle' }
  | { kind: 'running'; bytes: number }
  | { kind: 'done'; bytes: number }
  | { kind: 'cancelled' }
  | { kind: 'failed' }

const size = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`

/** Downloads a file in the page: says how far it is, and can be stopped. */
export function ExportButton({ href, format }: Props) {
  const say = useTranslations('insights.export')
  const [standing, setStanding] = useState<Standing>({ kind: 'idle' })
  const controller = useRef<AbortController | null>(null)
  const name = format.toUpperCase()

  const start = async (event: MouseEvent) => {
    event.preventDefault()
    if (standing.kind === 'running') return
    const abort = new AbortController()
    controller.current = abort
    setStanding({ kind: 'running', bytes: 0 })
    try {
      const bytes = await download(href, abort.signal, (so) => setStanding({ kind: 'running', bytes: so }))
      setStanding(bytes === null ? { kind: 'failed' } : { kind: 'done', bytes })
    } catch (error) {
      if (abort.signal.aborted) setStanding({ kind: 'cancelled' })
      else if (error instanceof TypeError) setStanding({ kind: 'failed' })
      else throw error
    }
  }

  return (
    <span className="inline-flex flex-wrap items-center gap-x-3">
      <a href={href} download onClick={start} className="button" aria-disabled={standing.kind === 'running'}>
        {say('start', { format: name })}
      </a>
      {standing.kind === 'running' && (
        <button type="button" className="button" onClick={() => controller.current?.abort()}>
          {say('cancel')}
        </button>
      )}
      <output className="text-small text-ink-soft tabular-nums">
        {standing.kind === 'running' && say('running', { format: name, size: size(standing.bytes) })}
        {standing.kind === 'done' && say('done', { size: size(standing.bytes) })}
        {(standing.kind === 'cancelled' || standing.kind === 'failed') && say(standing.kind)}
      </output>
    </span>
  )
}

/** @returns the bytes saved, or null when the server refused */
async function download(
  href: string,
  signal: AbortSignal,
  progress: (bytes: number) => void,
): Promise<number | null> {
  const answer = await fetch(href, { signal, credentials: 'same-origin' })
  const reader = answer.ok ? answer.body?.getReader() : undefined
  if (!reader) return null
  const pieces: BlobPart[] = []
  let bytes = 0
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    pieces.push(part.value)
    bytes += part.value.byteLength
    progress(bytes)
  }
  const name = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get('content-disposition') ?? '')?.[1]
  const url = URL.createObjectURL(new Blob(pieces, { type: answer.headers.get('content-type') ?? '' }))
  const link = document.createElement('a')
  link.href = url
  link.download = decodeURIComponent(name ?? '')
  link.click()
  URL.revokeObjectURL(url)
  return bytes
}
