import { fc, test } from '@fast-check/vitest'
import { expect, it } from 'vitest'
import { takesPrefix, termsAsked, termsOf } from './words'

it.each([
  ['交叉熵', ['交', '叉', '熵', '交叉', '叉熵']],
  ['categoricalCrossentropy', ['categoricalcrossentropy', 'categorical', 'crossentropy']],
  ['tf.layers.conv2d', ['tf', 'layers', 'conv2d', 'conv', '2', 'd']],
  ['ＲｅＬＵ', ['relu', 're', 'lu']],
  ['用 softmax 归一', ['用', 'softmax', '归', '一', '归一']],
  ['', []],
])('%s is found by its words', (text, terms) => {
  expect(termsOf(text)).toEqual(terms)
})

it.each([
  ['交叉熵', ['交叉', '叉熵']],
  ['熵', ['熵']],
  ['softmax 归一', ['softmax', '归一']],
  ['learning  Learning', ['learning']],
  ['?!，。', []],
])('%s asks for', (query, terms) => {
  expect(termsAsked(query)).toEqual(terms)
})

test.prop([fc.string({ unit: fc.constantFrom(...'梯度下降aB1_ .，') })])(
  'whatever is written is found by asking for it',
  (text) => {
    const stored = termsOf(text)
    for (const term of termsAsked(text)) {
      expect(stored.some((one) => (takesPrefix(term) ? one.startsWith(term) : one === term))).toBe(true)
    }
  },
)
