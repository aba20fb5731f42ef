/**
 * What `<check>.challenge.ts` beside a lesson is written with. It runs on the server only (`scripts/build-challenges`
 * bundles it), is reviewed like any other code, and never reaches a browser.
 */
import { createRandom, type Random } from './random'
import { type Argument, isTensorArgument, type Plain, type TensorArgument } from './wire'

type Words = { zh: string; en: string }
type ChallengeCase = { args: Argument[]; /** What is special about it. */ says: Words }

/** Differences up to `absolute + relative × |expected|` are rounding. */
export type Tolerance = { absolute: number; relative: number }

export type ChallengeSpec = {
  /** Fresh inputs, edge cases among them; 6 to 12. */
  cases(random: Random): ChallengeCase[]
  /** The reference, over plain values: a tensor arrives as nested lists. */
  // Each author names the types of their own arguments.
  // oxlint-disable-next-line typescript/no-explicit-any
  answer(...args: any[]): Plain
  tolerance: Tolerance
  /**
   * Said when the values of a case are wrong; must not give the expected ones away. `actual` has the kind and shape of
   * `expected`, for what has not is told without a hint.
   */
  // oxlint-disable-next-line typescript/no-explicit-any
  hint?(args: any[], expected: any, actual: any): Words | undefined
}

export const challenge = (spec: ChallengeSpec): ChallengeSpec => spec

/**
 * An argument that arrives as a real tensor. Numbers are rounded to the tensor's own type here already, so that
 * reference and trainee begin with the same ones.
 */
export function tensor(values: Plain, dtype: TensorArgument['dtype'] = 'float32'): TensorArgument {
  const round = (value: Plain): Plain => {
    if (Array.isArray(value)) return value.map(round)
    if (typeof value !== 'number') throw new TypeError('a tensor holds numbers')
    return dtype === 'int32' ? Math.trunc(value) : Math.fround(value)
  }
  return { '#': 'tensor', dtype, values: round(values) }
}

/** The cases that a seed means: the same ones however often it is asked. */
export const casesOf = (spec: ChallengeSpec, seed: string): ChallengeCase[] => spec.cases(createRandom(seed))

/** Arguments as the reference takes them. A copy, so that a reference cannot disturb what is compared. */
export const plainArguments = (args: readonly Argument[]): Plain[] => args.map(plain)

const plain = (argument: Argument): Plain => {
  if (isTensorArgument(argument)) return structuredClone(argument.values)
  if (Array.isArray(argument)) return argument.map(plain)
  return structuredClone(argument)
}
