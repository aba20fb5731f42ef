import { challenge } from '@/lib/checks/challenge'

type Shape = { layers: number; width: number; vocabulary: number; context: number }

/** Counted part by part, and not by the lesson's closed form. */
function answer({ layers, width, vocabulary, context }: Shape): number {
  const dense = (inputs: number, outputs: number) => inputs * outputs + outputs
  const attention = 4 * dense(width, width)
  const mlp = dense(width, 4 * width) + dense(4 * width, width)
  const norm = 2 * width
  return layers * (attention + mlp + 2 * norm) + vocabulary * width + context * width + norm
}

/** @returns which part is missing or counted once too often, when the difference is just that */
function suspect({ layers, width, vocabulary, context }: Shape, difference: number) {
  const parts: [number, { zh: string; en: string }][] = [
    [-vocabulary * width, { zh: '词向量没有数进去。', en: 'The token vectors are not counted.' }],
    [
      vocabulary * width,
      {
        zh: '词向量数了两次：输出层与它共用一个矩阵。',
        en: 'The token vectors are counted twice: the output layer shares their matrix.',
      },
    ],
    [-context * width, { zh: '位置向量没有数进去。', en: 'The position vectors are not counted.' }],
    [-2 * width, { zh: '最后一次层归一化没有数进去。', en: 'The last layer normalisation is not counted.' }],
    [
      -9 * layers * width,
      { zh: '块里的偏置没有数进去。', en: 'The biases inside the blocks are not counted.' },
    ],
    [
      -4 * layers * width,
      {
        zh: '块里的两次层归一化没有数进去，或者差在别的 4d 上。',
        en: 'The two layer normalisations of a block, or another 4d, are missing.',
      },
    ],
  ]
  return parts.find(([gap]) => gap === difference)?.[1]
}

export default challenge({
  cases: (random) => {
    const any = () => ({
      layers: random.int(2, 96),
      width: 64 * random.int(1, 200),
      vocabulary: random.int(1000, 100_000),
      context: random.int(128, 8192),
    })
    return [
      { args: [any()], says: { zh: '一个普通的形状', en: 'an ordinary shape' } },
      { args: [any()], says: { zh: '另一个普通的形状', en: 'another ordinary shape' } },
      {
        args: [{ ...any(), layers: 1 }],
        says: { zh: '只有一块', en: 'a single block' },
      },
      {
        args: [{ ...any(), width: random.int(1, 7) }],
        says: { zh: '宽度很小，每个偏置都看得出来', en: 'so narrow that every bias shows' },
      },
      {
        args: [{ ...any(), vocabulary: random.int(1, 3), context: random.int(1, 3) }],
        says: { zh: '词表和上下文极小', en: 'a tiny vocabulary and context' },
      },
      {
        args: [{ ...any(), layers: random.int(90, 120), width: 128 * random.int(90, 110) }],
        says: { zh: '与 GPT-3 差不多大', en: 'about as large as GPT-3' },
      },
    ]
  },
  answer,
  tolerance: { absolute: 0.5, relative: 0 },
  hint: ([shape], expected, actual) =>
    typeof actual === 'number' ? suspect(shape as Shape, actual - Number(expected)) : undefined,
})
