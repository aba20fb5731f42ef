/**
 * What of a project's outputs can be shown again: where it is handed in, and once more where it is read, for rows of
 * before and other versions obey no rule of today.
 */
import { marksOf } from '../drawing/marks'
import type { Output } from '../runtime/outputs'
import { OUTPUTS_PER_CELL } from './limits'
import type { PackedOutput } from './pack-output'
import { PACKED_LIMIT, unpackOutput } from './packed-output'

/** Marks of all together: what a reader's page can hold when everything is opened. */
const MOST_MARKS = 120_000

export type Kept = {
  packed: Record<string, PackedOutput[]>
  shown: Record<string, Output[]>
  omitted: number
}

/** In order, until there is no more room; the rest is counted, not looked at. */
export function keepOutputs(sent: Readonly<Record<string, readonly PackedOutput[]>>): Kept {
  const kept: Kept = { packed: {}, shown: {}, omitted: 0 }
  let characters = PACKED_LIMIT
  let marks = MOST_MARKS
  for (const [cell, list] of Object.entries(sent)) {
    kept.omitted += Math.max(0, list.length - OUTPUTS_PER_CELL)
    for (const packed of list.slice(0, OUTPUTS_PER_CELL)) {
      const size = JSON.stringify(packed).length
      const output = size <= characters ? unpackOutput(packed) : null
      const cost = output ? marksOf(output) : Infinity
      if (output === null || cost > marks) {
        kept.omitted += 1
        continue
      }
      characters -= size
      marks -= cost
      ;(kept.packed[cell] ??= []).push(packed)
      ;(kept.shown[cell] ??= []).push(output)
    }
  }
  return kept
}
