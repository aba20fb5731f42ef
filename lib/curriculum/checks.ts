/** The verified checks a lesson may ask for. The whole definition is the server's; `publicCheck` is what a browser may see. */
import { z } from 'zod'
import { PartId } from './ids'

const Activation = z.enum(['linear', 'relu', 'sigmoid', 'softmax', 'tanh'])

/** A layer of the topology that the server builds itself. New kinds join this union and `lib/verify/topology`. */
export const LayerSpec = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('dense'),
    units: z.int().min(1).max(4096),
    activation: Activation.default('linear'),
  }),
])
export type LayerSpec = z.infer<typeof LayerSpec>

export const ModelCheckSpec = z.strictObject({
  id: PartId,
  kind: z.literal('model'),
  /** The variable that holds the trained model when all cells have run. */
  variable: z.string().regex(/^[A-Za-z_$][\w$]*$/),
  /** Shape of one example, without the batch. */
  input: z.array(z.int().positive()).min(1).max(4),
  layers: z.array(LayerSpec).min(1).max(50),
  /** The data set whose hidden split is scored. */
  dataset: z.string(),
  metric: z.literal('accuracy'),
  /** The score that passes, 0 to 1. */
  pass: z.number().min(0).max(1),
})
export type ModelCheckSpec = z.infer<typeof ModelCheckSpec>

export const CheckSpec = z.discriminatedUnion('kind', [ModelCheckSpec])
export type CheckSpec = z.infer<typeof CheckSpec>
