'use client'
/**
 * The text that is being read stays where it is while parts above it grow or shrink. Browsers try the same, but let go
 * of it as soon as the grown part was in view, and Safari does not try: so ours takes its place (`overflow-anchor` is off).
 */
import { useEffect, type RefObject } from 'react'

type Part = { element: Element; top: number; before: number; after: number }

/**
 * By how much a page has to be scrolled so that its reader sees no movement.
 *
 * @param parts what has another height than before, with its present top
 * @param isAbove whether a part, whose lower edge stood at `edge`, is above what is being read
 */
export function shiftOf(parts: readonly Part[], isAbove: (part: Part, edge: number) => boolean): number {
  let shift = 0
  for (const part of parts.toSorted((a, b) => a.top - b.top)) {
    // Where it stood before the parts above it moved it.
    const edge = part.top - shift + part.before
    if (isAbove(part, edge)) shift += part.after - part.before
  }
  return shift
}

/** What the reader holds on to: the focused element in view, if it is in the text and not in a bar above it. */
function heldElement(): Element | null {
  const { activeElement: active } = document
  if (!active || active === document.body || active.closest('[data-above]')) return null
  return active.closest('.lesson-column') ? active : null
}

const heights = new WeakMap<Element, number>()

function keepPlace(entries: ResizeObserverEntry[]) {
  const parts = entries.flatMap(({ target: element }): Part[] => {
    const { top, height: after } = element.getBoundingClientRect()
    const before = heights.get(element) ?? after
    heights.set(element, after)
    return before === after ? [] : [{ element, top, before, after }]
  })
  if (parts.length === 0 || scrollY === 0) return
  const held = heldElement()
  const precedes = (part: Part) =>
    held !== null &&
    !part.element.contains(held) &&
    (part.element.compareDocumentPosition(held) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
  const shiftToHeld = shiftOf(parts, precedes)
  const was = held ? held.getBoundingClientRect().top - shiftToHeld : -1
  const bar = document.querySelector('.notebook-bar')?.clientHeight ?? 0
  const shift =
    was >= 0 && was < innerHeight
      ? shiftToHeld
      : shiftOf(parts, ({ element }, edge) => element.hasAttribute('data-above') || edge <= bar)
  if (shift !== 0) scrollBy({ top: shift, behavior: 'instant' })
}

let observer: ResizeObserver | null = null

/** Lets a part of a page change its height without moving what is read below it. */
export function useKeptPlace(part: RefObject<Element | null>): void {
  useEffect(() => {
    const element = part.current
    if (!element) return
    observer ??= new ResizeObserver(keepPlace)
    heights.set(element, element.getBoundingClientRect().height)
    observer.observe(element)
    return () => observer?.unobserve(element)
  }, [part])
}
