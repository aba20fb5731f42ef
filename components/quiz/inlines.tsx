import { createElement, type ReactNode } from 'react'
import type { Inline } from '@/lib/checks/inline'

/** A sentence with code and formulas. Elements and their properties were closed when the content was built. */
export function Inlines({ of }: { of: readonly Inline[] }) {
  return of.map(draw)
}

function draw(part: Inline, key: number): ReactNode {
  if (typeof part === 'string') return part
  return createElement(part.tag, { ...part.props, key }, ...(part.children ?? []).map(draw))
}
