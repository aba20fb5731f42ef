import { challenge } from '@/lib/checks/challenge'

type Slopes = { sigmoid: number[]; tanh: number[]; relu: number[] }

const answer = (z: number[]): Slopes => ({
  sigmoid: z.map((value) => {
    const a = 1 / (1 + Math.exp(-Math.abs(value)))
    return a * (1 - a)
  }),
  tanh: z.map((value) => 1 - Math.tanh(value) ** 2),
  relu: z.map((value) => (value > 0 ? 1 : 0)),
})

export default challenge({
  cases: (random) => {
    const some = (scale: number) => random.normals(random.int(4, 9)).map((value) => value * scale)
    return [
      { args: [some(1)], says: { zh: '0 附近的数', en: 'numbers near 0' } },
      { args: [some(3)], says: { zh: '分散一些的数', en: 'numbers spread wider' } },
      { args: [[random.normal()]], says: { zh: '只有一个数', en: 'a single number' } },
      { args: [[0, ...some(1), 0]], says: { zh: '其中有 0', en: '0 among them' } },
      {
        args: [some(1).map((value) => value * 1e-6)],
        says: { zh: '非常小的正数和负数', en: 'tiny numbers of both signs' },
      },
      {
        args: [
          [random.uniform(8, 12), -random.uniform(8, 12), random.uniform(18, 25), -random.uniform(18, 25)],
        ],
        says: { zh: '饱和区里的数', en: 'numbers where curves are flat' },
      },
      {
        args: [[random.uniform(400, 900), -random.uniform(400, 900), random.uniform(1000, 5000)]],
        says: { zh: '大到让指数溢出的数', en: 'numbers so large that exponentials overflow' },
      },
    ]
  },
  answer,
  tolerance: { absolute: 1e-6, relative: 1e-4 },
  hint: (_args, _expected, actual: Slopes) => {
    const all = [actual?.sigmoid, actual?.tanh, actual?.relu]
    if (all.some((list) => Array.isArray(list) && list.some((value) => Number.isNaN(value)))) {
      return {
        zh: '结果里有 NaN：某个指数溢出成了无穷大。由激活值写斜率，tanh 用 Math.tanh。',
        en: 'There is a NaN: an exponential overflowed. Write slopes from activations, and use Math.tanh.',
      }
    }
    if (Array.isArray(actual?.relu) && actual.relu.some((value) => value !== 0 && value !== 1)) {
      return { zh: 'ReLU 的斜率只能是 0 或 1。', en: 'The slope of ReLU is 0 or 1, nothing else.' }
    }
    return undefined
  },
})
