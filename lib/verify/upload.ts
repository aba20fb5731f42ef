/** A submitted model as it arrives: claims about its layers, shapes of its weights, the weights, the code behind it. */
import { z } from 'zod'
import { PartId } from '../curriculum/ids'
import { Source } from '../progress/cells'
import { Curve } from '../progress/events'
import { BackendName, LayerClaim, WeightSpec } from '../runtime/protocol'

/** Bytes of a whole request, enforced before parsing: 16 MB of weights are 21.4 MB of base64; the rest is code. */
export const UPLOAD_LIMIT = 24 * 1024 * 1024

export const Upload = z.strictObject({
  /** UUIDv7 made by the browser: sent again, it gets the same verdict. */
  id: z.uuidv7(),
  /** The lesson's version that the page showed. */
  version: z.int().positive(),
  layers: z.array(LayerClaim).max(200),
  specs: z.array(WeightSpec).max(400),
  /** All weights one after another, float32 little-endian, base64. */
  values: z.string().max(UPLOAD_LIMIT),
  /** The cells as they were run. */
  code: z.record(PartId, Source).refine((code) => Object.keys(code).length <= 100, 'more than 100 cells'),
  curve: Curve.optional(),
  backend: BackendName,
  /** Whose work this is; compared with the session when given. */
  learner: z.uuid().optional(),
})
export type Upload = z.infer<typeof Upload>
