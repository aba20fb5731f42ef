/** What a mentor's comment is pinned to: a line of a cell, a point of the curve, or the work as a whole. */
import { z } from 'zod'
import type { Curve } from '../progress/events'

export const Anchor = z.discriminatedUnion('kind', [
  /** Lines count from 1. */
  z.strictObject({ kind: z.literal('line'), cell: z.string().max(60), line: z.int().positive() }),
  z.strictObject({ kind: z.literal('point'), series: z.string().max(60), x: z.number() }),
])
export type Anchor = z.infer<typeof Anchor>

export type Work = { code: Readonly<Record<string, string>>; curve: Curve | null }

/** Whether there is such a place in the work. */
export function isAnchored(anchor: Anchor, { code, curve }: Work): boolean {
  switch (anchor.kind) {
    case 'line': {
      const source = Object.hasOwn(code, anchor.cell) ? code[anchor.cell]! : null
      return source !== null && anchor.line <= source.split('\n').length
    }
    case 'point':
      return curve?.series.some(({ name, x }) => name === anchor.series && x.includes(anchor.x)) ?? false
    default:
      return anchor satisfies never
  }
}
