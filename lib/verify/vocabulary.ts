import type { Topology } from './topology'
import type { Reason } from './verdict'
import type { Examples } from './worker-messages'

const largest = new WeakMap<Int32Array, number>()

function largestId(ids: Int32Array): number {
  const known = largest.get(ids)
  if (known !== undefined) return known
  const found = ids.reduce((most, id) => Math.max(most, id), 0)
  largest.set(ids, found)
  return found
}

/**
 * Whether every embedding has a row for every id of the data; else why not. A look-up outside of its table would read
 * memory that is not the model's.
 */
export function judgeVocabulary({ nodes }: Topology, examples: Examples): Reason | null {
  for (const [index, { layer }] of nodes.entries()) {
    if (layer.type !== 'embedding') continue
    if (!(examples instanceof Int32Array)) return { code: 'embedding-place', data: { layer: index + 1 } }
    const needed = largestId(examples) + 1
    if (layer.inputDim < needed) {
      return { code: 'embedding-size', data: { layer: index + 1, expected: needed, found: layer.inputDim } }
    }
  }
  return null
}
