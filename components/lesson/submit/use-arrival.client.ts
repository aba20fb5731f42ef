'use client'
import { useEffect, useRef, type RefObject } from 'react'
import { watchAttention } from '@/lib/browser/attention.client'
import type { Submission } from '@/lib/notebook/state'

/** Brings the server's word into view and under the focus when it comes, for whoever has waited for it. */
export function useArrival(submission: Submission | null): RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null)
  const waiting = useRef<ReturnType<typeof watchAttention>>(null)
  const phase = submission?.phase ?? 'judged'
  const over = phase === 'judged' || phase === 'failed'
  useEffect(() => {
    if (!over) {
      waiting.current ??= watchAttention()
      return
    }
    const attention = waiting.current
    waiting.current = null
    attention?.stop()
    if (!attention?.isHere() || !place.current) return
    place.current.focus({ preventScroll: true })
    place.current.scrollIntoView({ block: 'nearest' })
  }, [over])
  useEffect(() => () => waiting.current?.stop(), [])
  return place
}
