/**
 * What a cell may show: a closed union, produced in the sandbox, drawn by `components/outputs`.
 * Every member is plain data under a stated cap, and what it says of its size is what it holds: a drawing is never larger
 * than the data that was sent for it. Nothing here is ever interpreted as markup.
 */
import { z } from 'zod'
import { Label, LESSON_OUTPUTS, Numeric } from './lesson-outputs'

const Text = z.string().max(20_000)

/** `console.log` and friends; consecutive lines of one stream are joined by the reader. */
export const TextOutput = z.strictObject({
  kind: z.literal('text'),
  stream: z.enum(['log', 'info', 'warn', 'error']),
  text: Text,
})

/** The value of a cell's last expression, as readable source. */
export const ValueOutput = z.strictObject({ kind: z.literal('value'), text: Text })

const product = (sizes: readonly number[]) => sizes.reduce((all, size) => all * size, 1)

/** A tensor: at most the first 1 024 values in row-major order, with statistics of all of them. */
export const TensorOutput = z
  .strictObject({
    kind: z.literal('tensor'),
    name: Label.optional(),
    dtype: z.string().max(16),
    shape: z.array(z.int().nonnegative()).max(8),
    values: z.array(Numeric.or(z.string().max(200)).or(z.boolean())).max(1024),
    min: Numeric.optional(),
    max: Numeric.optional(),
    mean: Numeric.optional(),
  })
  // A complex number is two values.
  .refine(({ dtype, shape, values }) => values.length <= product(shape) * (dtype === 'complex64' ? 2 : 1))

export const TableOutput = z
  .strictObject({
    kind: z.literal('table'),
    caption: Label.optional(),
    columns: z.array(Label).max(50),
    rows: z.array(z.array(Numeric.or(Label).or(z.boolean()).or(z.null())).max(50)).max(500),
    /** Rows before the cap. */
    total: z.int().nonnegative(),
  })
  .refine(
    ({ columns, rows, total }) => total >= rows.length && rows.every((row) => row.length === columns.length),
  )

/** `model.summary()` as data. Shapes carry null where the batch stands. */
export const ModelOutput = z.strictObject({
  kind: z.literal('model'),
  name: Label,
  layers: z
    .array(
      z.strictObject({
        name: Label,
        type: Label,
        outputShape: z.array(z.number().nullable()).max(8),
        parameters: z.int().nonnegative(),
        activation: Label.optional(),
      }),
    )
    .max(200),
  parameters: z.int().nonnegative(),
  trainable: z.int().nonnegative(),
})

/** A grid of small pictures; `pixels` holds count × height × width × channels bytes. */
export const ImagesOutput = z
  .strictObject({
    kind: z.literal('images'),
    caption: Label.optional(),
    count: z.int().min(1).max(256),
    height: z.int().min(1).max(256),
    width: z.int().min(1).max(256),
    channels: z.literal([1, 3]),
    pixels: z.instanceof(Uint8Array).refine((bytes) => bytes.length <= 4_000_000),
    /** The true label of each picture. */
    labels: z.array(Label).max(256).optional(),
    /** What a model said; drawn as wrong where it differs from the label. */
    predictions: z.array(Label).max(256).optional(),
  })
  .refine(
    ({ count, height, width, channels, pixels, labels, predictions }) =>
      pixels.length === count * height * width * channels &&
      (labels?.length ?? 0) <= count &&
      (predictions?.length ?? 0) <= count,
  )

/** A finished line or scatter chart. Live training curves are not outputs: they are `point` events. */
export const ChartOutput = z
  .strictObject({
    kind: z.literal('chart'),
    caption: Label.optional(),
    type: z.enum(['line', 'scatter', 'bar']),
    x: z.strictObject({ label: Label, values: z.array(Numeric).max(5000) }),
    series: z
      .array(z.strictObject({ label: Label, values: z.array(Numeric).max(5000) }))
      .min(1)
      .max(8),
    yLabel: Label.optional(),
  })
  .refine(({ x, series }) => series.every(({ values }) => values.length === x.values.length))

export const Output = z.discriminatedUnion('kind', [
  TextOutput,
  ValueOutput,
  TensorOutput,
  TableOutput,
  ModelOutput,
  ImagesOutput,
  ChartOutput,
  ...LESSON_OUTPUTS,
])
export type Output = z.infer<typeof Output>
export type OutputOf<K extends Output['kind']> = Extract<Output, { kind: K }>
