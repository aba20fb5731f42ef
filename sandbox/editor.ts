/** What the editor knows about: rolled into one declaration file by `scripts/kernel-types.ts`. Never run. */
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops'

export * from '@tensorflow/tfjs-core'
export * from '@tensorflow/tfjs-layers'
export * as data from './stdlib/data-api'
export type { Close, Datasets, Live, Show, That } from './stdlib/api'
