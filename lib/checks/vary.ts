/** The variants of a question: the numbers it may be asked with. The same ones at every build, whatever the texts say. */
import { evaluate, ExpressionFault, type Values } from './expression'
import { createRandom } from './random'

export type Range = readonly number[] | { from: number; to: number; step?: number | undefined }
export type Variation = {
  vary?: Readonly<Record<string, Range>> | undefined
  /** Numbers that follow from others, in order. */
  let?: Readonly<Record<string, string>> | undefined
  /** What must hold for the numbers to be asked with. */
  where?: string | undefined
}

/** Of one question at most: enough that neighbours hardly ever get the same one. */
export const MOST_VARIANTS = 12
/** Draws until enough are found that hold. */
const DRAWS = 400

/** Of one range: whoever asks for more has slipped, and would wait for a list that no memory holds. */
const MOST_VALUES = 10_000

function listOf(name: string, range: Range): readonly number[] {
  if (!('from' in range)) return range
  const { from, to, step = 1 } = range
  const count = Math.floor((to - from) / step + 1e-9) + 1
  if (!(count <= MOST_VALUES)) {
    throw new ExpressionFault(
      `“${name}” from ${from} to ${to} by ${step} are ${count} numbers; at most ${MOST_VALUES} can be drawn from`,
    )
  }
  const numberAt = (index: number) => Number((from + index * step).toPrecision(12))
  return Array.from({ length: Math.max(0, count) }, (_, index) => numberAt(index))
}

/**
 * @param id of the question; nothing else decides which numbers are drawn, so that a stored answer finds its variant again
 * @throws ExpressionFault
 */
export function variantsOf(id: string, spec: Variation): { variant: string; values: Values }[] {
  const names = Object.keys(spec.vary ?? {})
  if (names.length === 0) return [{ variant: id, values: derive({}, spec) }]
  const ranges = names.map((name) => listOf(name, spec.vary![name]!))
  const random = createRandom(`variants of ${id}`)
  const found = new Map<string, Values>()
  const add = (drawn: readonly number[]) => {
    const values = derive(Object.fromEntries(names.map((name, index) => [name, drawn[index]!])), spec)
    if (spec.where !== undefined && evaluate(spec.where, values) === 0) return
    found.set(`${id}:${names.map((name) => `${name}=${values[name]}`).join()}`, values)
  }
  const all = ranges.reduce((product, range) => product * range.length, 1)
  if (all <= MOST_VARIANTS) {
    for (let index = 0; index < all; index++) {
      let rest = index
      add(
        ranges.map((range) => {
          const value = range[rest % range.length]!
          rest = Math.floor(rest / range.length)
          return value
        }),
      )
    }
  } else {
    for (let draw = 0; draw < DRAWS && found.size < MOST_VARIANTS; draw++)
      add(ranges.map((range) => random.pick(range)))
  }
  return [...found].map(([variant, values]) => ({ variant, values }))
}

function derive(values: Values, spec: Variation): Values {
  const known: Record<string, number> = { ...values }
  for (const [name, expression] of Object.entries(spec.let ?? {})) known[name] = evaluate(expression, known)
  return known
}
