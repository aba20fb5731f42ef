/** Whatever a cell throws, prints, returns or tabulates: the places that put it into words never fail and always end. */
import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { Output } from '../lib/runtime/outputs'
import { KernelError } from '../lib/runtime/protocol'
import { captureConsole } from './console'
import { describeError, hintFor } from './errors/errors'
import { label, tableOutput } from './outputs'
import { print } from './print'
import { WORDS } from './words'

const TRAPS = [
  'get',
  'has',
  'ownKeys',
  'getPrototypeOf',
  'getOwnPropertyDescriptor',
  'set',
  'isExtensible',
] as const
const thrower = () => {
  throw new Proxy({}, {})
}
const everyTrap = (target: object) =>
  new Proxy(target, Object.fromEntries(TRAPS.map((trap) => [trap, thrower])) as ProxyHandler<object>)
const revoked = (target: object) => {
  const { proxy, revoke } = Proxy.revocable(target, {})
  revoke()
  return proxy
}
const endless = (): object => new Proxy({}, { getPrototypeOf: endless })
const cyclic = () => {
  const list: unknown[] = []
  list.push(list, { list })
  return list
}
const nested = (levels: number) => {
  let value: unknown = 1
  for (let level = 0; level < levels; level++) value = [value, value]
  return value
}
class Longer extends Float32Array {
  override get length(): never {
    throw new Error('length')
  }
}
const hostile: Record<string, () => unknown> = {
  'a proxy that throws from every trap': () => everyTrap({}),
  'an array that throws from every trap': () => everyTrap([1]),
  'a function that throws from every trap': () => everyTrap(() => 1),
  'an error that throws from every trap': () => everyTrap(new Error('x')),
  'one trap that throws, of each kind': () =>
    TRAPS.map((trap) => new Proxy({ name: 'x' }, { [trap]: thrower } as ProxyHandler<object>)),
  'a revoked proxy': () => revoked({}),
  'a revoked array': () => revoked([]),
  'a revoked function': () => revoked(() => 1),
  'prototypes without end': endless,
  'an array whose length is anything': () =>
    new Proxy([], { get: (_, key) => (key === 'length' ? { valueOf: thrower } : 1) }),
  'getters that throw': () =>
    Object.create(Error.prototype, {
      name: { get: thrower },
      message: { get: thrower },
      stack: { get: thrower },
    }) as object,
  'a view without a length': () => new Longer(3),
  'text that throws': () => ({
    toString: thrower,
    valueOf: thrower,
    toJSON: thrower,
    [Symbol.toPrimitive]: thrower,
  }),
  'no prototype': () => Object.assign(Object.create(null) as object, { a: 1 }),
  'a cycle': cyclic,
  'a deep list': () => nested(2000),
  'a symbol': () => Symbol('s'.repeat(100_000)),
  'a large whole number': () => 10n ** 200_000n,
  'a long text': () => 'x'.repeat(1_000_000),
  'a long name': () => ({ ['k'.repeat(1_000_000)]: 1, ['- '.repeat(500_000)]: 2 }),
  'many members': () => Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`k${at}`, at])),
  'a sparse list': () => Object.assign([], { length: 2 ** 32 - 1 }),
  'a large map': () => new Map(Array.from({ length: 20_000 }, (_, at) => [{ at }, cyclic()])),
  'an error with a long stack': () =>
    Object.assign(new Error('m'.repeat(1_000_000)), {
      stack: `${'a@'.repeat(500_000)}\n${'cell:'.repeat(200_000)}`,
    }),
  'an error of odd parts': () => Object.assign(new Error('x'), { name: Symbol('n'), message: 3, stack: {} }),
  nothing: () => undefined,
}

/** Recipes, so that what was tried can be told when it fails. */
type Recipe = { kind: string; of?: unknown; parts?: Recipe[] }
const anything = fc.letrec<{ recipe: Recipe }>((tie) => ({
  recipe: fc.oneof(
    { maxDepth: 3 },
    fc.record({ kind: fc.constantFrom(...Object.keys(hostile)) }),
    fc.record({
      kind: fc.constant('plain'),
      of: fc.anything({ withBigInt: true, withMap: true, withNullPrototype: true, withTypedArray: true }),
    }),
    fc.record({
      kind: fc.constantFrom('list', 'members', 'map', 'cause'),
      parts: fc.array(tie('recipe'), { minLength: 1, maxLength: 4 }),
    }),
  ),
})).recipe
const make = ({ kind, of, parts = [] }: Recipe): unknown => {
  if (kind in hostile) return hostile[kind]!()
  const made = parts.map(make)
  if (kind === 'list') return made
  if (kind === 'members') return { ...made }
  if (kind === 'map') return new Map(made.map((value) => [value, value]))
  return kind === 'cause' ? new Error('outer', { cause: made[0] }) : of
}

let said: string[] = []
const console_: Record<string, (...items: unknown[]) => void> = {}
const text = (_stream: string, line: string) => void said.push(line)
captureConsole(
  console_,
  { text } as never,
  () => undefined,
  (rows) => void said.push(JSON.stringify(tableOutput(rows)).slice(0, 100)),
)
beforeEach(() => (said = []))

const context = { cells: new Map(), words: WORDS.zh, backend: 'wasm' }

/** Each place with what must hold of what it gave. */
const PLACES: Record<string, (value: unknown) => void> = {
  print: (value) => expect(print(value).length).toBeLessThanOrEqual(10_001),
  describeError: (value) =>
    expect(KernelError.safeParse(describeError(value, context)).error).toBeUndefined(),
  'describeError, inside an error': (value) => {
    const error = Object.assign(new TypeError('x'), { cause: value, message: value, stack: value })
    expect(KernelError.safeParse(describeError(error, context)).error).toBeUndefined()
  },
  'console.log': (value) => {
    console_['log']!(value, '%s', value)
    console_['log']!('%s %d %i %f %o %j %c', value, value, value, value, value, value, value)
    for (const line of said) expect(line.length).toBeLessThanOrEqual(3_000_000)
  },
  'console.table': (value) => {
    console_['table']!(value)
    console_['table']!([value, value])
  },
  'labels of counters and timers': (value) => {
    for (const call of ['count', 'time', 'timeLog', 'timeEnd']) console_[call]!(value)
  },
  label: (value) => expect(label(value).length).toBeLessThanOrEqual(200),
  'a table of outputs': (value) => {
    for (const rows of [value, [value], [[value, value]], [{ a: value }]]) {
      try {
        expect(Output.safeParse(tableOutput(rows)).error).toBeUndefined()
      } catch (error) {
        // Not a table: what calls it says so.
        if (!(error instanceof TypeError && error.message === 'rows')) throw error
      }
    }
  },
}

for (const [place, holds] of Object.entries(PLACES)) {
  test.each(Object.entries(hostile))(`${place}: %s`, (_name, made) => {
    expect(() => holds(made())).not.toThrow()
  })
  test(`${place}: any value`, () => {
    const property = fc.property(anything, (recipe) => {
      said = []
      holds(make(recipe))
    })
    expect(() => fc.assert(property, { numRuns: 60 })).not.toThrow()
  })
}

test('no message keeps the rules busy', () => {
  const pieces = fc.constantFrom(
    'Error ',
    'expected ',
    'shape ',
    '[1,2]',
    ', ',
    'with shapes ',
    "'a' ",
    '\n',
    '((',
    'in ',
    'got ',
    ' '.repeat(50),
  )
  const property = fc.property(fc.array(pieces, { maxLength: 400 }), (parts) => {
    hintFor('TypeError', parts.join('').slice(0, 4000), WORDS.en, 'wasm')
  })
  expect(() => fc.assert(property, { numRuns: 40 })).not.toThrow()
})
