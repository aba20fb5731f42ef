/**
 * Outputs that lessons draw beside tables and charts: members of the same closed union (`outputs.ts`), under the same
 * rule. Every member is plain data under a stated cap; what must be computed is computed by the sender.
 */
import { z } from 'zod'

export const Label = z.string().max(200)
/** Non-finite numbers survive structured clone and are drawn as NaN and ∞; `z.number()` would refuse them. */
export const Numeric = z.custom<number>((value) => typeof value === 'number')
/** A place on paper: an infinite axis cannot be drawn. */
const Finite = z.number()
const Count = z.int().nonnegative()
const Captions = { caption: Label.optional(), xLabel: Label.optional(), yLabel: Label.optional() }
/** Ends of both axes: x0 < x1 and y0 < y1. */
const Range = z
  .strictObject({ x0: Finite, x1: Finite, y0: Finite, y1: Finite })
  .refine(({ x0, x1, y0, y1 }) => x0 < x1 && y0 < y1)

/** Functions of one variable over one list of positions; derivatives are drawn dashed in their function's hue. */
export const PlotOutput = z
  .strictObject({
    kind: z.literal('plot'),
    ...Captions,
    x: z.array(Finite).min(2).max(401),
    curves: z
      .array(z.strictObject({ label: Label, values: z.array(Numeric).max(401), slope: z.boolean() }))
      .min(1)
      .max(12),
    marks: z.array(z.strictObject({ x: Finite, y: Finite, label: Label })).max(20),
  })
  .refine(({ x, curves }) => curves.every(({ values }) => values.length === x.length))

/** What a classifier says everywhere on a plane, and the points it is judged by. */
export const DecisionOutput = z
  .strictObject({
    kind: z.literal('decision'),
    ...Captions,
    range: Range,
    columns: z.int().min(2).max(80),
    rows: z.int().min(2).max(80),
    /** 2: `surface` is the probability of class 1 in 255ths; more: it is the number of the likeliest class. */
    classes: z.int().min(2).max(10),
    /** Row by row from y0 upwards. */
    surface: z.instanceof(Uint8Array).refine((bytes) => bytes.length <= 6400),
    points: z.array(z.strictObject({ x: Numeric, y: Numeric, label: Count, predicted: Count })).max(2000),
    /** Points before the cap. */
    total: Count,
  })
  .refine(({ surface, columns, rows }) => surface.length === columns * rows)

/** A loss over two parameters and the ways optimisers took on it. */
export const DescentOutput = z
  .strictObject({
    kind: z.literal('descent'),
    ...Captions,
    range: Range,
    columns: z.int().min(2).max(64),
    rows: z.int().min(2).max(64),
    /** The loss, row by row from y0 upwards. */
    surface: z.array(Numeric).max(4096),
    paths: z
      .array(
        z.strictObject({
          label: Label,
          x: z.array(Numeric).max(500),
          y: z.array(Numeric).max(500),
          loss: z.array(Numeric).max(500),
          /** The step of each point: long paths are thinned. */
          step: z.array(Count).max(500),
        }),
      )
      .min(1)
      .max(8),
  })
  .refine(
    ({ surface, columns, rows, paths }) =>
      surface.length === columns * rows &&
      paths.every(({ x, y, loss, step }) => [y, loss, step].every((list) => list.length === x.length)),
  )

/** Numbers of a matrix as shades. */
export const HeatmapOutput = z
  .strictObject({
    kind: z.literal('heatmap'),
    caption: Label.optional(),
    rowLabel: Label.optional(),
    columnLabel: Label.optional(),
    rows: z.array(Label).min(1).max(64),
    columns: z.array(Label).min(1).max(64),
    /** Row by row. */
    values: z.array(Numeric).max(4096),
    /** `diverging` has its middle at zero. */
    scale: z.enum(['sequential', 'diverging']),
    /** Decimals written into the cells; none are written when it is absent. */
    digits: z.int().min(0).max(6).optional(),
    /** Rows × columns before the cap. */
    total: z.tuple([Count, Count]),
  })
  .refine(({ values, rows, columns }) => values.length === rows.length * columns.length)

/** Attention weights: for each head and each query, how much it takes from each key. */
export const AttentionOutput = z
  .strictObject({
    kind: z.literal('attention'),
    caption: Label.optional(),
    heads: z.int().min(1).max(16),
    queries: z.array(Label).min(1).max(64),
    keys: z.array(Label).min(1).max(64),
    /** Head by head, row by row. */
    weights: z.array(Numeric).max(32_768),
  })
  .refine(({ weights, heads, queries, keys }) => weights.length === heads * queries.length * keys.length)

/** How often a class (row) was taken for a class (column). */
export const ConfusionOutput = z
  .strictObject({
    kind: z.literal('confusion'),
    caption: Label.optional(),
    classes: z.array(Label).min(2).max(20),
    counts: z.array(Count).max(400),
  })
  .refine(({ counts, classes }) => counts.length === classes.length ** 2)

/** The operating points of a scored yes-or-no question, from "nothing is positive" to "everything is". */
export const RocOutput = z.strictObject({
  kind: z.literal('roc'),
  caption: Label.optional(),
  positives: z.int().positive(),
  negatives: z.int().positive(),
  /** The area under the whole curve, before any thinning. */
  auc: z.number().min(0).max(1),
  /** Scores of at least `threshold` count as positive. */
  points: z
    .array(z.strictObject({ threshold: Numeric, truePositives: Count, falsePositives: Count }))
    .min(2)
    .max(402),
})

/** Training runs side by side, each a curve over epochs of every measure it has. */
export const RunsOutput = z.strictObject({
  kind: z.literal('runs'),
  caption: Label.optional(),
  /** The measure that the runs are compared by. */
  metric: Label,
  /** Whether a smaller value of it is the better one. */
  lower: z.boolean(),
  runs: z
    .array(
      z.strictObject({
        name: Label,
        /** Of the metric, an epoch each. */
        values: z.array(Numeric).min(1).max(1000),
        /** The same measure on the training data, where the metric is one of validation. */
        training: z.array(Numeric).max(1000).optional(),
      }),
    )
    .min(1)
    .max(10),
})

/** A window that slides over a picture: patch × kernel, summed. No padding, stride 1. */
export const ConvolutionOutput = z
  .strictObject({
    kind: z.literal('convolution'),
    caption: Label.optional(),
    height: z.int().min(1).max(32),
    width: z.int().min(1).max(32),
    image: z.array(Numeric).max(1024),
    kernelHeight: z.int().min(1).max(7),
    kernelWidth: z.int().min(1).max(7),
    kernel: z.array(Numeric).max(49),
    /** (height − kernelHeight + 1) × (width − kernelWidth + 1) sums. */
    result: z.array(Numeric).max(1024),
  })
  .refine(
    (o) =>
      o.kernelHeight <= o.height &&
      o.kernelWidth <= o.width &&
      o.image.length === o.height * o.width &&
      o.kernel.length === o.kernelHeight * o.kernelWidth &&
      o.result.length === (o.height - o.kernelHeight + 1) * (o.width - o.kernelWidth + 1),
  )

/** A text as the tokens it was cut into. */
export const TokensOutput = z.strictObject({
  kind: z.literal('tokens'),
  caption: Label.optional(),
  tokens: z.array(z.strictObject({ text: z.string().max(100), id: Count.optional() })).max(1000),
  /** Tokens before the cap. */
  total: Count,
})

export const LESSON_OUTPUTS = [
  PlotOutput,
  DecisionOutput,
  DescentOutput,
  HeatmapOutput,
  AttentionOutput,
  ConfusionOutput,
  RocOutput,
  RunsOutput,
  ConvolutionOutput,
  TokensOutput,
] as const
