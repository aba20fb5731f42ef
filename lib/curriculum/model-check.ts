/** What a lesson may ask of a trained model. */
import { z } from 'zod'
import { MOST_LAYERS, MOST_PARAMETERS } from '../runtime/sizes'
import { PartId } from './ids'
import { LayerSpec } from './layers'
import { Since } from './since'

/** How a model is measured on hidden data. `lower` says which direction is better. */
export const METRICS = {
  /** Share of the examples predicted rightly, 0 to 1. */
  accuracy: { lower: false },
  /** Mean cross-entropy in nats. */
  loss: { lower: true },
  /** Area under the ROC curve, 0 to 1; with more than two classes the mean of one against the rest. */
  auc: { lower: false },
  /** e to the power of the loss. */
  perplexity: { lower: true },
} as const satisfies Record<string, { lower: boolean }>
export type MetricName = keyof typeof METRICS

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
