/**
 * A tensor that cannot be had is refused before anything is allocated: `tf.ones([60000, 60000])` would fill 14 GB for a
 * minute and then fail. Asked where a shape is given, and where a kernel makes more than it is given.
 */
import * as tf from './tf'
import { tell } from './told'
import type { Words } from './words/words'

/** Bytes of one tensor. The memory of WebAssembly ends at two to four times that. */
const MOST_BYTES = 2 ** 30

const BINARY =
  /^(Add|Sub|Multiply|RealDiv|Maximum|Minimum|Pow|SquaredDifference|Equal|NotEqual|Less|LessEqual|Greater|GreaterEqual)$/

type Shape = readonly number[]
type Named = Record<string, (...given: never[]) => unknown>

const shapeOf = (value: unknown): Shape | undefined => {
  if (value instanceof tf.Tensor) return value.shape
  return Array.isArray(value) && value.every((size) => typeof size === 'number')
    ? (value as Shape)
    : undefined
}
const product = (shape: Shape) => shape.reduce((all, size) => all * size, 1)

/** The shape a kernel will make, where it may be much larger than what goes in. */
function outputOf(
  kernel: string,
  inputs: Record<string, unknown>,
  attributes: Record<string, unknown>,
): Shape | undefined {
  const [a, b, x] = [shapeOf(inputs['a']), shapeOf(inputs['b']), shapeOf(inputs['x'] ?? inputs['indices'])]
  if (kernel === 'Tile' && x)
    return x.map((size, axis) => size * Number((attributes['reps'] as Shape)[axis] ?? 1))
  if (kernel === 'OneHot' && x) return [...x, Number(attributes['depth'])]
  if (kernel === 'Fill') return shapeOf(attributes['shape'])
  if (!a || !b) return undefined
  if (kernel === 'BatchMatMul' || kernel === '_FusedMatMul') {
    const rows = a.at(attributes['transposeA'] === true ? -1 : -2) ?? 1
    const columns = b.at(attributes['transposeB'] === true ? -2 : -1) ?? 1
    return [Math.max(product(a.slice(0, -2)), product(b.slice(0, -2))), rows, columns]
  }
  if (!BINARY.test(kernel)) return undefined
  const rank = Math.max(a.length, b.length)
  return Array.from({ length: rank }, (_, axis) => Math.max(a.at(axis - rank) ?? 1, b.at(axis - rank) ?? 1))
}

const SHAPE_FIRST = [
  ...'ones zeros fill buffer randomNormal randomUniform randomUniformInt randomStandardNormal'.split(' '),
  ...'truncatedNormal randomGamma'.split(' '),
]

/** The functions of `tf` that take a shape, with the question asked first; kernels ask it themselves from now on. */
export function limitTensors(words: Words): Named {
  const check = (shape: Shape | undefined) => {
    const bytes = shape ? product(shape) * 4 : 0
    if (!(bytes > MOST_BYTES)) return
    const size = `${(bytes / 1e9).toFixed(1)} GB`
    const most = `${(MOST_BYTES / 1e9).toFixed(1)} GB`
    throw tell(new RangeError(words.tooLargeTensor(`[${shape!.join(', ')}]`, size, most)))
  }
  const engine = tf.engine()
  const { runKernel } = engine
  engine.runKernel = function (this: typeof engine, kernel, inputs, attributes) {
    check(outputOf(kernel, inputs, attributes ?? {}))
    return runKernel.call(this, kernel, inputs, attributes)
  } as typeof runKernel
  const limited: Named = {}
  for (const name of SHAPE_FIRST) {
    const make = (tf as unknown as Named)[name]
    if (!make) continue
    limited[name] = (...given: never[]) => {
      check(shapeOf(given[0]))
      return make(...given)
    }
  }
  const { eye, linspace, range } = tf
  return Object.assign(limited, {
    eye(rows: number, columns?: number, ...more: never[]) {
      check([rows, columns ?? rows])
      return eye(rows, columns, ...more)
    },
    linspace(start: number, stop: number, count: number) {
      check([count])
      return linspace(start, stop, count)
    },
    range(start: number, stop: number, step?: number, ...more: never[]) {
      check([Math.abs((stop - start) / (step ?? 1))])
      return range(start, stop, step, ...more)
    },
  })
}
