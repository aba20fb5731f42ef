/** The largest output of every kind that the union lets through, by what a page has to draw of it. */
import type { Output } from '@/lib/runtime/outputs'

const many = <T>(count: number, of: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => of(i))
const NAME = '一'.repeat(200)
const uneven = (index: number) => (index % 2 === 0 ? 1 : -1) * (1 + (index % 97))
const range = { x0: -1, x1: 1, y0: -1, y1: 1 }
const chart = (type: 'line' | 'scatter' | 'bar'): Output => ({
  kind: 'chart',
  type,
  x: { label: NAME, values: many(5000, (index) => index) },
  series: many(8, (index) => ({ label: `${index}${NAME.slice(9)}`, values: many(5000, uneven) })),
})
const heatmap = {
  kind: 'heatmap' as const,
  rows: many(64, () => NAME),
  columns: many(64, () => NAME),
  values: many(4096, uneven),
  scale: 'diverging' as const,
  total: [64, 64] as [number, number],
}

export const LARGEST: Output[] = [
  { kind: 'text', stream: 'log', text: '\n'.repeat(20_000) },
  { kind: 'value', text: '\n'.repeat(20_000) },
  { kind: 'tensor', dtype: 'float32', shape: [32, 32], values: many(1024, uneven) },
  {
    kind: 'table',
    columns: many(50, () => NAME),
    rows: many(500, () => many(50, () => NAME)),
    total: 500,
  },
  {
    kind: 'model',
    name: NAME,
    layers: many(200, () => ({
      name: NAME,
      type: NAME,
      outputShape: many(8, () => 1),
      parameters: 1,
      activation: NAME,
    })),
    parameters: 200,
    trainable: 100,
  },
  {
    kind: 'images',
    count: 256,
    height: 1,
    width: 1,
    channels: 1,
    pixels: new Uint8Array(256),
    labels: many(256, () => NAME),
    predictions: many(256, () => `${NAME.slice(1)}x`),
  },
  chart('line'),
  chart('scatter'),
  chart('bar'),
  {
    kind: 'plot',
    x: many(401, (index) => index),
    curves: many(12, (index) => ({ label: NAME, values: many(401, uneven), slope: index % 2 === 0 })),
    marks: many(20, (index) => ({ x: index, y: index, label: NAME })),
  },
  {
    kind: 'decision',
    range,
    columns: 80,
    rows: 80,
    classes: 10,
    surface: Uint8Array.from({ length: 6400 }, (_, index) => (index * 7) % 10),
    points: many(2000, (index) => ({ x: 0, y: 0, label: index % 10, predicted: index % 7 })),
    total: 2000,
  },
  {
    kind: 'decision',
    range,
    columns: 80,
    rows: 80,
    classes: 2,
    surface: Uint8Array.from({ length: 6400 }, (_, index) => (index % 2) * 255),
    points: [],
    total: 0,
  },
  {
    kind: 'descent',
    range,
    columns: 64,
    rows: 64,
    surface: many(4096, uneven),
    paths: many(8, () => ({
      label: NAME,
      x: many(500, uneven),
      y: many(500, uneven),
      loss: many(500, uneven),
      step: many(500, (index) => index),
    })),
  },
  heatmap,
  { ...heatmap, digits: 6 },
  {
    kind: 'attention',
    heads: 16,
    queries: many(64, () => NAME),
    keys: many(32, () => NAME),
    weights: many(16 * 64 * 32, (index) => (index % 9) / 9),
  },
  {
    kind: 'attention',
    heads: 8,
    queries: many(64, () => NAME),
    keys: many(64, () => NAME),
    weights: many(8 * 64 * 64, (index) => (index % 9) / 9),
  },
  { kind: 'confusion', classes: many(20, () => NAME), counts: many(400, (index) => index) },
  {
    kind: 'roc',
    positives: 401,
    negatives: 401,
    auc: 0.5,
    points: many(402, (index) => ({ threshold: -index, truePositives: index, falsePositives: index })),
  },
  {
    kind: 'runs',
    metric: NAME,
    lower: true,
    runs: many(10, () => ({ name: NAME, values: many(1000, uneven), training: many(1000, uneven) })),
  },
  {
    kind: 'convolution',
    height: 32,
    width: 32,
    image: many(1024, uneven),
    kernelHeight: 1,
    kernelWidth: 1,
    kernel: [1],
    result: many(1024, uneven),
  },
  {
    kind: 'convolution',
    height: 32,
    width: 32,
    image: many(1024, uneven),
    kernelHeight: 7,
    kernelWidth: 7,
    kernel: many(49, uneven),
    result: many(26 * 26, uneven),
  },
  {
    kind: 'tokens',
    tokens: many(1000, (index) => ({ text: '字'.repeat(100), id: index })),
    total: 1000,
  },
]
