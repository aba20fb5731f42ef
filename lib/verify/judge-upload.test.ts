import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { ModelCheckSpec } from '../curriculum/model-check'
import { judgeUpload, LARGEST_WEIGHT } from './judge-upload'
import { planModel, prescribed } from './topology'
import type { Upload } from './upload'
import type { ReasonCode } from './verdict'

const spec = ModelCheckSpec.parse({
  id: 'digits',
  kind: 'model',
  variable: 'model',
  input: [4],
  layers: [
    { type: 'dense', units: 3, activation: 'relu' },
    { type: 'dense', units: 2, activation: 'softmax' },
  ],
  dataset: 'mnist',
  metric: 'accuracy',
  pass: 0.9,
})
const COUNT = 4 * 3 + 3 + 3 * 2 + 2

const encode = (values: number[]) => Buffer.from(Float32Array.from(values).buffer).toString('base64')
const dense = (units: number, activation: string) => ({
  type: 'Dense',
  config: { units, activation, useBias: true },
})
const good: Pick<Upload, 'layers' | 'specs' | 'values'> = {
  layers: [dense(3, 'relu'), dense(2, 'softmax')],
  specs: [[4, 3], [3], [3, 2], [2]].map((shape, index) => ({ name: `w${index}`, shape })),
  values: encode(Array.from({ length: COUNT }, (_, index) => index / 10)),
}
const with1 = (at: number, value: number) =>
  encode(Array.from({ length: COUNT }, (_, i) => (i === at ? value : 0)))

describe('judgeUpload', () => {
  test('accepts exactly the weights that were sent', () => {
    expect(judgeUpload(spec, good)).toEqual({
      kind: 'weights',
      topology: prescribed(spec),
      values: Float32Array.from({ length: COUNT }, (_, index) => index / 10),
    })
  })

  test('overlooks layers that change nothing after training', () => {
    const layers = [
      { type: 'InputLayer', config: {} },
      good.layers[0]!,
      { type: 'Dropout', config: { rate: 0.2 } },
      good.layers[1]!,
    ]
    expect(judgeUpload(spec, { ...good, layers })).toMatchObject({ kind: 'weights' })
  })

  test.each<[string, Partial<typeof good>, ReasonCode, Record<string, string | number>]>([
    ['no layers', { layers: [] }, 'layer-count', { expected: 2, found: 0 }],
    [
      'a layer too many',
      { layers: [...good.layers, dense(2, 'linear')] },
      'layer-count',
      { expected: 2, found: 3 },
    ],
    [
      'only layers without effect',
      {
        layers: [
          { type: 'Dropout', config: {} },
          { type: 'Flatten', config: {} },
        ],
      },
      'layer-count',
      { expected: 2, found: 0 },
    ],
    [
      'another kind of layer',
      { layers: [{ ...good.layers[0]!, type: 'Conv2D' }, good.layers[1]!] },
      'layer-type',
      { layer: 1, expected: 'Dense', found: 'Conv2D' },
    ],
    [
      'a prototype name as kind',
      { layers: [{ ...good.layers[0]!, type: '__proto__' }, good.layers[1]!] },
      'layer-type',
      { layer: 1, expected: 'Dense', found: '__proto__' },
    ],
    [
      'other units',
      { layers: [dense(8, 'relu'), good.layers[1]!] },
      'layer-config',
      { layer: 1, field: 'units', expected: '3', found: '8' },
    ],
    [
      'another activation',
      { layers: [good.layers[0]!, dense(2, 'sigmoid')] },
      'layer-config',
      { layer: 2, field: 'activation', expected: 'softmax', found: 'sigmoid' },
    ],
    [
      'layers swapped',
      { layers: good.layers.toReversed() },
      'layer-config',
      { layer: 1, field: 'units', expected: '3', found: '2' },
    ],
    ['a weight missing', { specs: good.specs.slice(1) }, 'weight-count', { expected: 4, found: 3 }],
    [
      'a weight too many',
      { specs: [...good.specs, { name: 'x', shape: [1] }] },
      'weight-count',
      { expected: 4, found: 5 },
    ],
    [
      'a transposed kernel',
      { specs: good.specs.with(0, { name: 'k', shape: [3, 4] }) },
      'weight-shape',
      { weight: 'k', expected: '[4, 3]', found: '[3, 4]' },
    ],
    [
      'another rank',
      { specs: good.specs.with(1, { name: 'b', shape: [3, 1] }) },
      'weight-shape',
      { weight: 'b', expected: '[3]', found: '[3, 1]' },
    ],
    ['nothing', { values: '' }, 'byte-length', { expected: COUNT * 4, found: 0 }],
    [
      'one float less',
      { values: encode(Array<number>(COUNT - 1).fill(0)) },
      'byte-length',
      { expected: COUNT * 4, found: COUNT * 4 - 4 },
    ],
    [
      'far too much',
      { values: 'A'.repeat(4_000_000) },
      'byte-length',
      { expected: COUNT * 4, found: 3_000_000 },
    ],
    ['half a group of base64', { values: good.values.slice(0, -1) }, 'encoding', {}],
    ['another alphabet', { values: good.values.replace(/.{8}$/, '-_-_-_-=') }, 'encoding', {}],
    ['white space', { values: good.values.replace(/^.{4}/, '  \n\t') }, 'encoding', {}],
    ['padding in the middle', { values: good.values.replace(/^.{4}/, 'AA==') }, 'encoding', {}],
    ['NaN', { values: with1(5, NaN) }, 'non-finite', { position: 6, total: COUNT }],
    ['infinity', { values: with1(0, Infinity) }, 'non-finite', { position: 1, total: COUNT }],
    [
      'minus infinity',
      { values: with1(COUNT - 1, -Infinity) },
      'non-finite',
      { position: COUNT, total: COUNT },
    ],
    ['1e38', { values: with1(3, 1e38) }, 'magnitude', { position: 4, limit: LARGEST_WEIGHT }],
    ['-2e6', { values: with1(3, -2e6) }, 'magnitude', { position: 4, limit: LARGEST_WEIGHT }],
  ])('refuses %s', (_, change, code, data) => {
    expect(judgeUpload(spec, { ...good, ...change })).toEqual({ kind: 'malformed', reason: { code, data } })
  })

  test.prop([fc.string(), fc.boolean()])('never throws on any text as weights', (text, pad) => {
    const values = pad ? good.values.slice(0, good.values.length - text.length) + text : text
    expect(['weights', 'malformed']).toContain(judgeUpload(spec, { ...good, values }).kind)
  })

  test.prop([fc.uint8Array({ minLength: COUNT * 4, maxLength: COUNT * 4 })])(
    'takes any bytes of the right length as weights only if all are finite and bounded',
    (bytes) => {
      const floats = [...new Float32Array(bytes.slice().buffer)]
      const sound = floats.every((value) => Math.abs(value) <= LARGEST_WEIGHT)
      const judged = judgeUpload(spec, { ...good, values: Buffer.from(bytes).toString('base64') })
      expect(judged.kind).toBe(sound ? 'weights' : 'malformed')
      if (judged.kind === 'weights') expect([...judged.values]).toEqual(floats)
    },
  )
})

describe('a prescribed topology', () => {
  test('is planned with the shapes of its weights and output', () => {
    expect(planModel(prescribed(spec)!)).toMatchObject({
      kind: 'planned',
      plan: {
        weights: [
          [[4, 3], [3]],
          [[3, 2], [2]],
        ],
        output: [2],
        parameters: COUNT,
        // Products, ten for each number read or written, ten for a rectifier and 150 for each number of a softmax.
        work: 4 * 3 + 3 * 2 + 10 * (4 + 3 + 3 + 2) + 10 * 3 + 150 * 2,
      },
    })
  })
})
