import type { Hidden } from './scorer.server'
import type { Topology } from './topology'
import type { Reason } from './verdict'

const largest = new WeakMap<Int32Array, number>()

function largestId(ids: Int32Array): number {
  const known = largest.get(ids)
  if (known !== undefined) return known
  const found = ids.reduce((most, id) => Math.max(most, id), 0)
  largest.set(ids, found)
  return found
}

/**
 * Whether every embedding has a row for every id that will be asked; else why not. A look-up outside of its table would
 * read memory that is not the model's.
 */
export function judgeVocabulary({ nodes }: Topology, { images, learned }: Hidden): Reason | null {
  const asked = learned ? [images, learned.images] : [images]
  for (const [index, { layer }] of nodes.entries()) {
    if (layer.type !== 'embedding') continue
    const ids = asked.filter((examples) => examples instanceof Int32Array)
    if (ids.length < asked.length) return { code: 'embedding-place', data: { layer: index + 1 } }
    const needed = Math.max(...ids.map(largestId)) + 1
    if (layer.inputDim < needed) {
      return { code: 'embedding-size', data: { layer: index + 1, expected: needed, found: layer.inputDim } }
    }
  }
  return null
}
