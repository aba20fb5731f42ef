/** A submitted model as it arrives: claims about its layers, shapes of its weights, the weights, the code behind it. */
import { z } from 'zod'
import { PartId } from '../curriculum/ids'
import { Source } from '../progress/cells'
import { Curve } from '../progress/events'
import { BackendName, LayerClaim, WeightSpec } from '../runtime/protocol'
import { MOST_CLAIMED_LAYERS, MOST_WEIGHT_TEXT, MOST_WEIGHTS } from '../runtime/sizes'

export const Upload = z.strictObject({
  /** UUIDv7 made by the browser: sent again, it gets the same verdict. */
  id: z.uuidv7(),
  /** The lesson's version that the page showed. */
  version: z.int().positive(),
  layers: z.array(LayerClaim).max(MOST_CLAIMED_LAYERS),
  specs: z.array(WeightSpec).max(MOST_WEIGHTS),
  /** All weights one after another, float32 little-endian, base64. */
  values: z.string().max(MOST_WEIGHT_TEXT),
  /** The cells as they were run. */
  code: z.record(PartId, Source).refine((code) => Object.keys(code).length <= 100, 'more than 100 cells'),
  curve: Curve.optional(),
  backend: BackendName,
  /** Whose work this is; compared with the session when given. */
  learner: z.uuid().optional(),
})
export type Upload = z.infer<typeof Upload>
