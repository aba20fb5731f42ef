/** What a lesson may ask of a trained model. */
import { z } from 'zod'
import { MOST_LAYERS, MOST_PARAMETERS } from '../runtime/sizes'
import { PartId } from './ids'
import { LayerSpec } from './layers'
import { METRICS, type MetricName } from './metrics'
import { Since } from './since'

const Shape = z.array(z.int().positive()).min(1).max(4)

export const ModelCheckSpec = z
  .strictObject({
    id: PartId,
    kind: z.literal('model'),
    /** The variable that holds the trained model when all cells have run. */
    variable: z.string().regex(/^[A-Za-z_$][\w$]*$/),
    /** Shape of one example, without the batch. */
    input: Shape,
    /** Exactly this chain of layers. Without it any layers model within `limits` is taken. */
    layers: z.array(LayerSpec).min(1).max(MOST_LAYERS).optional(),
    /** Shape of one prediction; needed where the layers are free. */
    output: Shape.optional(),
    limits: z
      .strictObject({
        parameters: z.int().min(1).max(MOST_PARAMETERS),
        layers: z.int().min(1).max(MOST_LAYERS),
      })
      .optional(),
    /** The data set whose hidden split is scored. */
    dataset: z.string(),
    metric: z.enum(Object.keys(METRICS) as [MetricName, ...MetricName[]]),
    /** The score that passes: at least this, or at most where lower is better. */
    pass: z.number().min(0).max(1000),
    /** Shows the best hidden scores of the organisation under the check. */
    leaderboard: z.boolean().default(false),
    since: Since,
  })
  .refine(
    (spec) => (spec.layers === undefined) === (spec.output !== undefined && spec.limits !== undefined),
    {
      error: 'give either layers, or output and limits',
      path: ['layers'],
    },
  )
export type ModelCheckSpec = z.infer<typeof ModelCheckSpec>

/** Whether a score passes, in the direction of its metric. */
export const passes = (spec: Pick<ModelCheckSpec, 'metric' | 'pass'>, score: number): boolean =>
  METRICS[spec.metric].lower ? score <= spec.pass : score >= spec.pass
