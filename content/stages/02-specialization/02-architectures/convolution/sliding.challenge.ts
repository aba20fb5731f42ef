import { challenge } from '@/lib/checks/challenge'

type Matrix = number[][]

function answer(image: Matrix, kernel: Matrix, stride: number, padding: number): Matrix {
  const size = (n: number, k: number) => Math.floor((n + 2 * padding - k) / stride) + 1
  const pixel = (row: number, column: number) => image[row]?.[column] ?? 0
  return Array.from({ length: size(image.length, kernel.length) }, (_, r) =>
    Array.from({ length: size(image[0]!.length, kernel[0]!.length) }, (_, c) =>
      kernel
        .flatMap((row, i) => row.map((w, j) => w * pixel(r * stride - padding + i, c * stride - padding + j)))
        .reduce((sum, value) => sum + value, 0),
    ),
  )
}

const turned = (kernel: Matrix): Matrix => kernel.map((row) => row.toReversed()).toReversed()
const flipped = (kernel: Matrix): Matrix => (kernel[0] ?? []).map((_, j) => kernel.map((row) => row[j]!))
const near = (a: Matrix, b: Matrix) =>
  a.flat().every((value, i) => Math.abs(value - (b.flat()[i] ?? NaN)) < 1e-4)

export default challenge({
  cases: (random) => {
    const side = random.int(6, 9)
    return [
      {
        args: [random.matrix(side, side), random.matrix(3, 3), 1, 0],
        says: { zh: '普通情形', en: 'an ordinary case' },
      },
      {
        args: [random.matrix(side, side), random.matrix(3, 3), 1, 1],
        says: { zh: '四周补一圈 0', en: 'a ring of zeros around it' },
      },
      {
        args: [random.matrix(8, 8), random.matrix(3, 3), 2, 0],
        says: { zh: '步幅 2，右边和下边有一格放不下', en: 'stride 2, with a cell left over at the right and the foot' },
      },
      {
        args: [random.matrix(random.int(5, 7), random.int(8, 10)), random.matrix(2, 4), 1, 0],
        says: { zh: '图和核都不是方的', en: 'neither picture nor kernel is square' },
      },
      {
        args: [random.matrix(7, 5), random.matrix(3, 2), 3, 2],
        says: { zh: '步幅 3，填充 2，不是方的', en: 'stride 3, padding 2, not square' },
      },
      {
        args: [random.matrix(4, 4), random.matrix(4, 4), 1, 0],
        says: { zh: '核和图一样大，只有一个输出', en: 'a kernel as large as the picture: one output' },
      },
      {
        args: [random.matrix(3, 3), [[random.normal()]], 2, 1],
        says: { zh: '1 × 1 的核', en: 'a kernel of 1 × 1' },
      },
    ]
  },
  answer,
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  hint: ([image, kernel, stride, padding]: [Matrix, Matrix, number, number], expected: Matrix, actual: Matrix) => {
    const square = kernel.length === kernel[0]?.length
    const tried = (other: Matrix) => !near(answer(image, other, stride, padding), expected)
    if (tried(turned(kernel)) && near(actual, answer(image, turned(kernel), stride, padding))) {
      return { zh: '核像是被旋转了 180°；这里不用转。', en: 'The kernel seems to be turned by 180°; here it is not.' }
    }
    if (square && tried(flipped(kernel)) && near(actual, answer(image, flipped(kernel), stride, padding))) {
      return { zh: '核的行和列像是对调了。', en: 'Rows and columns of the kernel seem to be exchanged.' }
    }
    const without = actual.map((row, r) =>
      row.map((_, c) =>
        kernel
          .flatMap((line, i) => line.map((w, j) => w * (image[r * stride + i]?.[c * stride + j] ?? 0)))
          .reduce((sum, value) => sum + value, 0),
      ),
    )
    if (padding > 0 && near(actual, without)) {
      return { zh: '窗口应从第 −padding 行、第 −padding 列开始。', en: 'The window begins at row −padding and column −padding.' }
    }
    return undefined
  },
})
