import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { transpile } from '../transpile'
import { WORDS } from '../words'
import { describeProblem } from './errors'
import { parserText } from './parser-texts'
import { scan } from './scan'
import { diagnose } from './syntax'

function told(source: string) {
  const result = transpile(source, 'cell:a')
  if (result.ok) throw new Error(`it parses: ${source}`)
  return {
    zh: describeProblem(result.problem, WORDS.zh, source),
    en: describeProblem(result.problem, WORDS.en, source),
  }
}
const place = (source: string) => {
  const { at } = told(source).zh
  return at && `${at.line}:${at.column}`
}

describe('a sign of an input method is named where it stands', () => {
  const cases: [string, string, RegExp][] = [
    ['console.log（“你好”）；', '1:12', /^（ 是.*英文的 \(/],
    ['const a = 1，b = 2', '1:12', /^， 是.*英文的 ,/],
    ['const a = 1；', '1:12', /^； 是.*英文的 ;/],
    ['const o = { a： 1 }', '1:14', /^： 是.*英文的 :/],
    ['const s = ‘a’', '1:11', /^‘ 是/],
    ['const s = “a”', '1:11', /^“ 是/],
    ['tf。ones([1])', '1:3', /^。 是.*英文的 \./],
    ['const a = ！true', '1:11', /^！ 是.*英文的 !/],
    ['const a ＝ 1', '1:9', /^＝ 是.*英文的 =/],
    ['const a = １２', '1:11', /^１２ 是.*英文的 12/],
    ['1 ＋ 1', '1:3', /^＋ 是.*英文的 \+/],
    ['const a = 【1】', '1:11', /^【 是.*英文的 \[/],
    ['const a = [1、2]', '1:13', /^、 是/],
    ['if (1 《 2) { }', '1:7', /^《 是.*英文的 </],
    ['ｃｏｎｓｔ a = 1', '1:1', /^ｃｏｎｓｔ 是.*英文的 const/],
    ['// 注释，没有错\nconst s = "（好）"\nf（1)', '3:2', /^（ 是/],
    ["const s = 'a’", '1:13', /以 ' 开头，却用了中文引号 ’/],
    ['const s = `好，${f（1)}`', '1:17', /^（ 是/],
  ]
  test.each(cases)('%s', (source, at, hint) => {
    expect(place(source)).toBe(at)
    expect(told(source).zh.hint).toMatch(hint)
    expect(told(source).en.hint).toMatch(/Chinese/)
  })

  test('and the edits that mend it are right', () => {
    for (const source of ['console.log（“你好，世界”）；', "const s = 'a’", 'const a ＝ [１，２]；']) {
      let mended = source
      for (const { index, length, text } of diagnose(source, { line: 1, column: 1 })!.edits!.toReversed())
        mended = mended.slice(0, index) + text + mended.slice(index + length)
      expect(transpile(mended, 'cell:a').ok).toBe(true)
    }
  })
})

describe('habits of Python', () => {
  test.each([
    ['# a comment', /以 \/\/ 开头/],
    ['const a = 1 # one', /以 \/\/ 开头/],
    ['def f(x):\n  return x', /function f\(x\) \{/],
    ['for i in range(10):\n  f(i)', /for \(let i = 0; i < 10; i\+\+\)/],
    ['for x in xs:\n  f(x)', /for \(const x of xs\)/],
    ['if a > 1:\n  f()', /if \(…\) \{/],
    ['while true:\n  f()', /while \(…\) \{/],
    ['if (a) { }\nelif (b) { }', /else if/],
    ['class A(B):\n  x = 1', /class A \{ … \}/],
    ['const f = lambda x: x + 1', /\(x\) => …/],
    ['import numpy as np', /numpy/],
    ['from torch import nn', /torch/],
    ['const s = f"loss {x}"', /反引号/],
    ['if (a and b) { }', /&&/],
    ['if (not a) { }', /&&/],
    ['const a = [x * 2 for x in xs]', /xs\.map\(\(x\) => …\)/],
    ['raise ValueError("x")', /throw new Error/],
    ['print "x"', /console\.log/],
    ['-2 ** 2', /\(-2\) \*\* 2/],
    ['"""doc"""', /反引号/],
    ['if x is None:\n  f()', /if \(…\)|null/],
  ])('%s', (source, hint) => {
    const { zh, en } = told(source)
    expect(zh.hint).toMatch(hint)
    expect(en.hint).not.toMatch(/\p{Script=Han}/u)
  })
})

describe('brackets and quotes, where they were opened', () => {
  test.each([
    ['f(1, [2, 3)', '1:11', /第 1 行第 6 列的 \[ 应该用 \]/],
    ['const a = [1,\n2\n', '1:11', /没有对应的 \]/],
    ['function f() {\n  g()\n\nf()', '1:14', /没有对应的 \}/],
    ['f(\n\n', '1:2', /没有对应的 \)/],
    ['f())', '1:4', /多了一个 \)/],
    ["const s = 'abc\nf()", '1:11', /没有结尾.*'/],
    ['const s = `abc\nf()', '1:11', /没有结尾/],
    ['f() /* abc', '1:5', /\*\//],
  ])('%s', (source, at, hint) => {
    expect(place(source)).toBe(at)
    expect(told(source).zh.hint).toMatch(hint)
  })
})

test('every text of both parsers has Chinese words', () => {
  const require = createRequire(import.meta.url)
  const acorn = readFileSync(require.resolve('acorn'), 'utf8')
  const sucrase = createRequire(require.resolve('sucrase'))
  const parts = [
    'tokenizer/index',
    'traverser/util',
    'traverser/expression',
    'plugins/jsx/index',
    'tokenizer/readWord',
  ]
  const other = parts.map((part) => readFileSync(sucrase.resolve(`./parser/${part}.js`), 'utf8')).join('\n')
  const texts = new Set<string>()
  // What regular expressions say comes wrapped, by `state.raise`.
  const calls =
    /(?<!state\.)(?:raise|raiseRecoverable|invalidStringToken|unexpected)\((?:this\)|[^"'`;{}]*?)((["'])(?:(?!\2).)+\2(?: \+ [\w.]+(?: \+ "[^"]*")?)?)/g
  for (const [, text] of `${acorn}\n${other}`.matchAll(calls)) {
    const plain = text!.replace(/^["']|["']$/g, '').replace(/["'] \+ [\w.]+(?: \+ ["'])?/g, 'x')
    if (/^[A-Z'gsl]/.test(plain)) texts.add(plain)
  }
  expect(texts.size).toBeGreaterThan(60)
  expect([...texts].filter((text) => parserText(text) === undefined)).toEqual([])
})

test('what no table has keeps its original words', () => {
  expect(describeProblem({ kind: 'syntax', message: 'Zork' }, WORDS.zh, 'a').message).toContain('Zork')
  expect(describeProblem({ kind: 'syntax', message: 'Zork' }, WORDS.en, 'a').message).toBe('Zork')
})

test('a scan keeps every place and never fails', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'ab \n\'"`${}()[]/*\\，。“”#:'), maxLength: 60 }),
      (source) => {
        expect(scan(source).code).toHaveLength(source.length)
        expect(() => diagnose(source, { line: 1, column: 1 })).not.toThrow()
      },
    ),
  )
})
