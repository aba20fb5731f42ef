import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import vm from 'node:vm'
import { createScope } from './scope'
import { transpile } from './transpile'
import { createTurns } from './work'

const turns = createTurns({ current: () => undefined, stopped: '', failed: () => {}, line: () => undefined })
const PASSAGE = turns.passage('cell')

/** Runs cells one after another in a fresh global object, as the worker does; returns each cell's value. */
async function run(...sources: string[]) {
  const context = vm.createContext({ tf: { name: 'tf', sequential: () => 'model' } })
  const target = vm.runInContext('globalThis', context) as Record<string, unknown>
  const scope = createScope(target)
  const values: unknown[] = []
  for (const [index, source] of sources.entries()) {
    const result = transpile(source, `cell:c${index}`)
    if (!result.ok) throw new Error(JSON.stringify(result.problem))
    const close = scope.open(`c${index}`, result.cell.lexical, result.cell.hoisted)
    try {
      values.push(await vm.runInContext(result.cell.code, context, { filename: `cell:c${index}` })(PASSAGE))
    } finally {
      close()
    }
  }
  return { values, scope, target }
}
const last = async (...sources: string[]) => (await run(...sources)).values.at(-1)

describe('a cell returns', () => {
  const cases: [string, string[], unknown][] = [
    ['the last expression', ['1; 2 + 3'], 5],
    ['… with a semicolon and a comment', ['(2 + 3); // five'], 5],
    ['… in parentheses over lines', ['(\n2\n+ 3\n)'], 5],
    ['a string, not a directive', ["'use strict'"], 'use strict'],
    ['an awaited value', ['const x = await Promise.resolve(4)\nx'], 4],
    ['nothing after a declaration', ['const x = 4'], undefined],
    ['nothing for an empty cell', ['// only a comment'], undefined],
    ['an object in parentheses', ['({ a: 1 }).a'], 1],
    ['the value of an arrow body', ['const f = <T,>(x: T): T => x\nf(3)'], 3],
  ]
  test.each(cases)('%s', async (_name, sources, value) => expect(await last(...sources)).toBe(value))
})

describe('cells share', () => {
  const cases: [string, string[], unknown][] = [
    ['const', ['const a: number = 1', 'a + 1'], 2],
    ['let without a value', ['let a: number | undefined', 'a'], undefined],
    ['several declarators', ['let a = 1, b, c = a + 1', 'c + (b ?? 5)'], 7],
    [
      'destructuring',
      [
        'const { a, b: [c, ...d], e = 9, ...rest } = { a: 1, b: [2, 3, 4], z: 8 } as any',
        'a + c + d[1] + e + rest.z',
      ],
      24,
    ],
    [
      'functions, before their text',
      ['const y = twice(4)\nfunction twice(x: number) { return 2 * x }', 'y + twice(1)'],
      10,
    ],
    [
      'async functions and generators',
      ['async function f() { return 1 }\nfunction* g() { yield 2 }', 'await f() + [...g()][0]'],
      3,
    ],
    [
      'classes',
      [
        'class P { constructor(public x = 3, private y = 4) {} sum() { return this.x + this.y } }',
        'new P().sum()',
      ],
      7,
    ],
    ['enums', ["enum M { A, B = 'x' }", 'M.B'], 'x'],
    ['var, also from inside a block', ['for (var i = 0, n = 3; i < n; i++) { var seen = i }', 'seen + i'], 5],
    ['var of for-of with a pattern', ['for (var { a } of [{ a: 1 }, { a: 2 }]);', 'a'], 2],
    [
      'a later assignment, seen by an earlier closure',
      ['let a = 1\nconst read = () => a', 'a = 5', 'read()'],
      5,
    ],
    ['a redefinition', ['const a = 1', 'const a = 2', 'a'], 2],
    [
      'a function redefined, by those who call it',
      ['function b() { return 1 }\nfunction a() { return b() }', 'function b() { return 2 }', 'a()'],
      2,
    ],
    ['a changed enum', ['enum M { A = 1 }', 'enum M { B = 2 }', 'Object.keys(M).length'], 2],
    ['exported names', ['export const a = 1\nexport function f() { return a }', 'f()'], 1],
    ['names of the global object', ["const name = 'x', self = 1, close = 2", 'name + self + close'], 'x12'],
    [
      'imports of TF.js',
      [
        "import * as tf from '@tensorflow/tfjs'\nimport { sequential as s } from '@tensorflow/tfjs'\ns()",
        's() + tf.name',
      ],
      'modeltf',
    ],
    ['arrow functions by name', ['const relu = (x: number) => x', 'relu.name'], 'relu'],
    ['declared functions by name', ['function relu() {}', 'relu.name'], 'relu'],
  ]
  test.each(cases)('%s', async (_name, sources, value) => expect(await last(...sources)).toBe(value))

  test('nothing but top-level names', async () => {
    const { target } = await run(
      '{ const hidden = 1; let other = 2 }\nfor (let i = 0; i < 2; i++) {}\nfunction f() { var inner = 1 }',
    )
    expect(Object.keys(target).toSorted()).toEqual(['f', 'tf'])
  })
})

describe('line ends without semicolons', () => {
  const cases: [string, unknown][] = [
    ['let r = 0\nconst f = (x: number) => { r = x }\nf(1)\nconst [a] = [2]\nr + a', 3],
    ['let a\n;[1].forEach((x) => { a = x })\na', 1],
    ['let a\n(1)\na', undefined],
    ['const a = 1\nclass B {}\n;[a].length', 1],
    ['if (true) var y = 1\nelse y = 2\ny', 1],
    ['var q\n;(q = 3)\nq', 3],
  ]
  test.each(cases)('%j', async (source, value) => expect(await last(source)).toBe(value))
})

describe('a failed cell', () => {
  test('leaves no half-declared name', async () => {
    await expect(run('const a = missing()', 'a')).rejects.toThrow('missing is not defined')
    const context: Record<string, unknown> = {}
    const scope = createScope(context)
    const close = scope.open('c', ['a'], [])
    expect(() => context['a']).toThrow("Cannot access 'a' before initialization")
    close()
    expect('a' in context).toBe(false)
  })
  test('keeps what was assigned before', () => {
    const context: Record<string, unknown> = {}
    const scope = createScope(context)
    const close = scope.open('c', ['a', 'b'], [])
    context['a'] = 1
    close()
    expect(scope.get('a')).toBe(1)
    scope.open('c', ['a'], [])()
    expect(context['a']).toBe(1)
  })
  test('an assignment to an undeclared name is an error', async () => {
    await expect(run('typo = 3')).rejects.toThrow('typo is not defined')
  })
})

describe('refused, with a place', () => {
  const cases: [string, object][] = [
    ["\nimport fs from 'fs'", { kind: 'import', module: 'fs', at: { line: 2, column: 1 } }],
    ["export * from 'fs'", { kind: 'import', module: 'fs' }],
    ["const m = await import('fs')", { kind: 'dynamic-import', at: { line: 1, column: 17 } }],
    ['const f = () => { return import.meta.url }', { kind: 'dynamic-import' }],
    ['export default 3', { kind: 'export' }],
    ['const x = ;', { kind: 'syntax', at: { line: 1, column: 11 } }],
    ['let ok = 1\nconst a: number = 2, b: string = )', { kind: 'syntax', at: { line: 2, column: 34 } }],
    ['x y', { kind: 'syntax', at: { line: 1 } }],
    ['foo(', { kind: 'syntax' }],
    ['`${', { kind: 'syntax' }],
    ['class { }', { kind: 'syntax' }],
    [
      'let a = 1\nlet a = 2',
      { kind: 'syntax', message: "Identifier 'a' has already been declared", at: { line: 2, column: 5 } },
    ],
    ['return 3', { kind: 'syntax', at: { line: 1, column: 1 } }],
    [`${'['.repeat(100_000)}`, {}],
    ['x'.repeat(300_000), { kind: 'too-long' }],
  ]
  test.each(cases)('%.60s', (source, problem) => {
    expect(transpile(source, 'cell:a')).toMatchObject({ ok: false, problem })
  })
})

test('a runtime place is found in the typed text', async () => {
  const source =
    'const pick = <T,>(xs: T[], n: number): T => {\n  const wide: number[] = [1, 2]\n  if (wide) throw new Error("here")\n  return xs[n]!\n}\npick([1], 0)'
  const result = transpile(source, 'cell:c0')
  if (!result.ok) throw new Error('refused')
  const error = await run(source).catch((caught: unknown) => caught)
  const found = /cell:c0:(\d+):(\d+)/.exec((error as Error).stack!)!
  const at = result.cell.place({ line: Number(found[1]), column: Number(found[2]) })
  expect(at).toEqual({ line: 3, column: source.split('\n')[2]!.indexOf('new') + 1 })
})

test('lines are kept, whatever statements a cell holds', () => {
  const statement = fc.constantFrom(
    'const a%: number = 1',
    'let b%: string[]',
    'function f%(x: number): void {\n  return\n}',
    'class C%<T> {\n  x?: T\n}',
    'enum E% {\n  A,\n  B,\n}',
    'interface I% {\n  a: string\n}',
    'type T% = {\n  a: number\n}',
    '// remark',
    '',
    'for (var i% = 0; i% < 2; i%++) {\n  await null\n}',
    "import { x as y% } from '@tensorflow/tfjs'",
    'export const z% = `\n\n`',
    'const {\n  p%,\n  q: [r%],\n} = { p%: 1, q: [2] }',
    'declare const d%: number',
    '[1, 2]\n  .map((x) => x)',
    'abstract class A% {\n  abstract f(): void\n}',
    'namespace N% {\n  export const a = 1\n}',
  )
  fc.assert(
    fc.property(fc.array(statement, { maxLength: 12 }), (statements) => {
      const source = [
        ...statements.map((text, index) => text.replaceAll('%', String(index))),
        'marker%%()'.replace('%%', ''),
      ].join('\n')
      const result = transpile(source, 'cell:a')
      expect(result.ok).toBe(true)
      if (!result.ok) return
      const line = source.split('\n').length
      const lines = result.cell.code.split('\n')
      expect(lines[line - 1]).toContain('marker()')
      expect(lines.length).toBe(line + 3 - 1)
    }),
  )
})

test('any text is either a script or a problem, never an exception', () => {
  const piece = fc.constantFrom(
    'const ',
    'let',
    '{',
    '}',
    '(',
    ')',
    '[',
    ']',
    '=>',
    '=',
    ';',
    '\n',
    'async ',
    'await ',
    'function ',
    '*',
    'x',
    '`',
    '${',
    '/',
    '"',
    'import ',
    'export ',
    'class ',
    '<',
    '>',
    ':',
    'enum ',
    '#!',
    '\\',
    '\u2028',
    '#',
    '@',
    '?.',
    '...',
    'var ',
    'for ',
    'of ',
    '0',
    '//',
    '/*',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string({ unit: 'grapheme' }),
        fc.array(piece, { maxLength: 40 }).map((all) => all.join('')),
      ),
      (source) => {
        const result = transpile(source, 'cell:a')
        if (result.ok) expect(() => new vm.Script(result.cell.code)).not.toThrow()
        else expect(typeof result.problem.kind).toBe('string')
      },
    ),
    { numRuns: 2000 },
  )
})
