/**
 * A challenge: calls the trainee's function on each case and reports what it gave. Nothing is judged here; the server
 * compares. A case that fails, never settles or gives too much is reported as that, and the next one is called.
 */
import type { CaseResult } from '../lib/checks/case-result'
import {
  CASE_SECONDS,
  fromWire,
  MOST_LEVELS,
  MOST_VALUES,
  type TensorArgument,
  toWire,
  type Plain,
} from '../lib/checks/wire'
import type { Command, KernelError, KernelEvent } from '../lib/runtime/protocol'
import { natives } from './natives'
import type { Run } from './run'
import * as tf from './tf'
import type { Words } from './words/words'

type Call = Extract<Command, { type: 'call' }>
type Surroundings = {
  run: Run
  words: Words
  post(event: KernelEvent): void
  explain(error: unknown): KernelError
}

class TooLarge extends Error {}
const LATE = Symbol('late')

/** @throws Error in plain words when there is no such function */
export async function callCases(
  named: unknown,
  { run: id, function: name, cases }: Call,
  { run, words, post, explain }: Surroundings,
): Promise<void> {
  if (typeof named !== 'function') throw new Error(words.noSuchFunction(name))
  for (let index = 0; index < cases.length && !run.interrupted; index++) {
    const given = cases[index]!.map((argument) => fromWire(argument, toTensor))
    const result = await callOnce(() => (named as (...values: unknown[]) => unknown)(...given), explain)
    post({ type: 'answered', run: id, index, result })
    tf.dispose(given as tf.TensorContainer)
  }
}

/** Empty lists have a length of their own to tell TF.js. */
const toTensor = ({ values, dtype }: TensorArgument) => tf.tensor(values as number[], undefined, dtype)

async function callOnce(call: () => unknown, explain: Surroundings['explain']): Promise<CaseResult> {
  let stop = () => {}
  const late = new Promise<typeof LATE>((resolve) => {
    const ended = () => resolve(LATE)
    stop = ended
    natives.setTimeout(ended, CASE_SECONDS * 1000)
  })
  try {
    const value = await Promise.race([(async () => readValue(await call()))(), late])
    if (value === LATE) return { outcome: 'timed-out' }
    return { outcome: 'returned', value: value as never }
  } catch (error) {
    if (error instanceof TooLarge) return { outcome: 'too-large' }
    const { name, message, hint } = explain(error)
    const text = hint === undefined ? message : `${message}\n${hint}`
    return { outcome: 'threw', name: natives.slice(name, 0, 100), message: natives.slice(text, 0, 1000) }
  } finally {
    stop()
  }
}

async function readValue(value: unknown) {
  const left = { values: MOST_VALUES }
  return toWire(await read(value, left, 0))
}

async function read(value: unknown, left: { values: number }, level: number): Promise<Plain> {
  if (--left.values < 0 || level > MOST_LEVELS) throw new TooLarge()
  if (value instanceof tf.Tensor) {
    if (value.size > left.values || level + value.rank > MOST_LEVELS) throw new TooLarge()
    left.values -= value.size
    return (await value.array()) as Plain
  }
  switch (typeof value) {
    case 'number':
    case 'boolean':
      return value
    case 'string':
      return natives.slice(value, 0, 1000)
    case 'undefined':
      return null
    case 'object':
      break
    default:
      return natives.String(value)
  }
  if (value === null) return null
  const parts: unknown = natives.isView(value) ? Array.from(value as unknown as ArrayLike<number>) : value
  if (natives.isArray(parts)) {
    if (parts.length > left.values) throw new TooLarge()
    const list: Plain[] = []
    for (const part of parts) list[list.length] = await read(part, left, level + 1)
    return list
  }
  const object: { [name: string]: Plain } = {}
  for (const name of Object.keys(value)) {
    const part = await read((value as Record<string, unknown>)[name], left, level + 1)
    natives.defineProperty(object, name, { value: part, enumerable: true })
  }
  return object
}
