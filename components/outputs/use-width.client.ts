'use client'
import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { WIDEST } from './paper'

/** Narrower papers are not drawn: the box scrolls instead. */
const NARROWEST = 260

/** The width a drawing may have, known before it is first painted, so that its words keep their size on a phone. */
export function useWidth(widest: number = WIDEST): [RefObject<HTMLDivElement | null>, number] {
  const box = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(widest)
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return undefined
    const measure = () => {
      const room = Math.floor(element.clientWidth)
      // A folded parent has no width: the last one is kept.
      if (room > 0) setWidth(Math.max(NARROWEST, Math.min(widest, room)))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [widest])
  return [box, width]
}
