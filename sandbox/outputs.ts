/** Values of TF.js and plain JavaScript to members of the output union, each under the union's caps. */
import type { Output, OutputOf } from '../lib/runtime/outputs'
import { print } from './print'
import type { LayersModel, Tensor } from './tf'

const LABEL = 200
const IN_CELL = { depth: 2, items: 20, length: LABEL - 1 }
/** Objects are printed: their own `toString` is the cell's code, which may fail or never end. */
export const label = (value: unknown) =>
  (typeof value === 'string' ? value : print(value, undefined, IN_CELL)).slice(0, LABEL)

type Values = ArrayLike<number | string | boolean>

/** The statistics are of all values, the values are the first 1 024. */
export function tensorOutput(
  tensor: { dtype: string; shape: readonly number[] },
  data: Values,
  name?: string,
): OutputOf<'tensor'> {
  const values: (number | string | boolean)[] = []
  for (let index = 0; index < Math.min(1024, data.length); index++) {
    const value = data[index]!
    values.push(
      tensor.dtype === 'bool' ? Boolean(value) : typeof value === 'string' ? value.slice(0, LABEL) : value,
    )
  }
  let statistics = {}
  if ((tensor.dtype === 'float32' || tensor.dtype === 'int32') && data.length > 0) {
    let min = Infinity
    let max = -Infinity
    let sum = 0
    for (let index = 0; index < data.length; index++) {
      const value = data[index] as number
      if (value < min) min = value
      if (value > max) max = value
      sum += value
    }
    // No value below Infinity was seen: all are NaN.
    if (min > max) min = max = NaN
    statistics = { min, max, mean: sum / data.length }
  }
  return {
    kind: 'tensor',
    ...(name !== undefined && { name: label(name) }),
    dtype: tensor.dtype.slice(0, 16),
    shape: tensor.shape.slice(0, 8),
    values,
    ...statistics,
  }
}

export async function readTensor(tensor: Tensor, name?: string): Promise<Output> {
  const { dtype, shape } = tensor
  return tensorOutput({ dtype, shape }, (await tensor.data()) as Values, name)
}

export function modelOutput(model: LayersModel): OutputOf<'model'> {
  const count = (weights: readonly { shape: readonly (number | null)[] }[]) =>
    weights.reduce(
      (sum, { shape }) => sum + shape.reduce<number>((product, size) => product * (size ?? 1), 1),
      0,
    )
  const layers = model.layers
    .filter((layer) => layer.getClassName() !== 'InputLayer')
    .slice(0, 200)
    .map((layer) => {
      const shape = layer.outputShape as (number | null)[] | (number | null)[][]
      const one = (Array.isArray(shape[0]) ? shape[0] : shape) as (number | null)[]
      const activation = layer.getConfig()['activation']
      return {
        name: label(layer.name),
        type: label(layer.getClassName()),
        outputShape: one.slice(0, 8),
        parameters: layer.countParams(),
        ...(typeof activation === 'string' && activation !== 'linear' && { activation }),
      }
    })
  return {
    kind: 'model',
    name: label(model.name),
    layers,
    parameters: count(model.weights),
    trainable: count(model.trainableWeights),
  }
}

type Cell = OutputOf<'table'>['rows'][number][number]

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null
  if (typeof value === 'number' || typeof value === 'boolean') return value
  return label(value)
}

/** What a row has under a name; a getter or a trap that throws leaves the cell empty. */
function memberOf(row: unknown, key: string): Cell {
  try {
    return cellOf((row as Record<string, unknown>)[key])
  } catch {
    return null
  }
}

const COLUMNS = 50

const keysOf = (row: unknown): string[] => {
  try {
    return Object.keys(row as object)
  } catch {
    return []
  }
}

function isArray(value: unknown): value is unknown[] {
  try {
    return Array.isArray(value)
  } catch {
    // A revoked proxy.
    return false
  }
}

/** 0 when it is none, as of a proxy. */
function lengthOf(list: unknown): number {
  try {
    const { length } = list as unknown[]
    return Number.isSafeInteger(length) && length >= 0 ? length : 0
  } catch {
    return 0
  }
}

function firstOf(rows: unknown[], most: number): unknown[] | undefined {
  try {
    return Array.from({ length: Math.min(most, lengthOf(rows)) }, (_, index) => rows[index])
  } catch {
    return undefined
  }
}

/** Throws a TypeError when `rows` is not an array of objects or arrays. */
export function tableOutput(
  rows: unknown,
  options: { caption?: string; columns?: string[] } = {},
): OutputOf<'table'> {
  const shown = isArray(rows) ? firstOf(rows, 500) : undefined
  if (!shown) throw new TypeError('rows')
  for (const row of shown) if (typeof row !== 'object' || row === null) throw new TypeError('rows')
  const arrays = shown.every(isArray)
  let keys: string[] = []
  if (arrays) {
    const width = shown.reduce<number>((most, row) => Math.max(most, lengthOf(row)), 0)
    keys = Array.from({ length: Math.min(width, COLUMNS) }, (_, index) => String(index))
  } else {
    const found = new Set<string>(options.columns?.slice(0, COLUMNS).map(String))
    if (!options.columns) {
      for (const row of shown) {
        if (found.size >= COLUMNS) break
        for (const key of keysOf(row)) if (found.add(key).size >= COLUMNS) break
      }
    }
    keys = [...found]
  }
  const columns = arrays && options.columns ? keys.map((key, index) => options.columns![index] ?? key) : keys
  return {
    kind: 'table',
    ...(options.caption !== undefined && { caption: label(options.caption) }),
    columns: columns.map(label),
    rows: shown.map((row) => keys.map((key) => memberOf(row, key))),
    total: Math.max(lengthOf(rows), shown.length),
  }
}

/** Grey or colour bytes from values 0 … 1 or 0 … 255: the largest value decides. */
export function imagesOutput(
  data: ArrayLike<number>,
  size: { count: number; height: number; width: number; channels: 1 | 3 },
  words: { caption?: string; labels?: string[]; predictions?: string[] } = {},
): OutputOf<'images'> {
  const length = size.count * size.height * size.width * size.channels
  let max = 0
  for (let index = 0; index < length; index++) if (data[index]! > max) max = data[index]!
  const scale = max <= 1 ? 255 : 1
  const pixels = new Uint8Array(length)
  for (let index = 0; index < length; index++)
    pixels[index] = Math.min(255, Math.max(0, Math.round(data[index]! * scale)))
  return {
    kind: 'images',
    ...size,
    pixels,
    ...(words.caption !== undefined && { caption: label(words.caption) }),
    ...(words.labels && { labels: words.labels.slice(0, size.count).map(label) }),
    ...(words.predictions && { predictions: words.predictions.slice(0, size.count).map(label) }),
  }
}

export type ChartInput = {
  type?: 'line' | 'scatter' | 'bar'
  x?: ArrayLike<number>
  xLabel?: string
  yLabel?: string
  caption?: string
  series: Record<string, ArrayLike<number>>
}

/** Long curves are thinned evenly to 5 000 points. Throws a TypeError when there is nothing to draw. */
export function chartOutput(input: ChartInput): OutputOf<'chart'> {
  if (
    typeof input !== 'object' ||
    input === null ||
    typeof input.series !== 'object' ||
    input.series === null
  ) {
    throw new TypeError('series')
  }
  const names = Object.keys(input.series).slice(0, 8)
  const length = names.reduce((most, name) => Math.max(most, Number(input.series[name]?.length) || 0), 0)
  if (names.length === 0 || length === 0) throw new TypeError('series')
  const points = Math.min(length, 5000)
  const at = (index: number) =>
    points === length ? index : Math.round((index * (length - 1)) / (points - 1))
  const pick = (values: ArrayLike<number> | undefined) =>
    Array.from({ length: points }, (_, index) => (values ? Number(values[at(index)] ?? NaN) : at(index)))
  return {
    kind: 'chart',
    type: input.type === 'scatter' || input.type === 'bar' ? input.type : 'line',
    ...(input.caption !== undefined && { caption: label(input.caption) }),
    ...(input.yLabel !== undefined && { yLabel: label(input.yLabel) }),
    x: { label: label(input.xLabel ?? ''), values: pick(input.x) },
    series: names.map((name) => ({ label: label(name), values: pick(input.series[name]) })),
  }
}
