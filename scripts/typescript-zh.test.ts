import ts from 'typescript'
import { expect, it } from 'vitest'
import { saidOf } from './typescript-zh'

/** Diagnostics of a text that imports nothing. */
function diagnose(text: string): ts.Diagnostic[] {
  const options = { strict: true, noLib: false, types: [], lib: ['lib.esnext.d.ts'] }
  const host = ts.createCompilerHost(options)
  const { getSourceFile } = host
  host.getSourceFile = (name, version) =>
    name === 'a.ts' ? ts.createSourceFile(name, text, version) : getSourceFile(name, version)
  const program = ts.createProgram(['a.ts'], options, host)
  const source = program.getSourceFile('a.ts')!
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
}

const SLIPS = [
  ["const a: number = 'x'", '不能将类型“string”分配给类型“number”'],
  ['undefinedName', '找不到名称“undefinedName”'],
  ["'a'.lenght", '“lenght”'],
  ['const f = (a: number) => a; f()', '应有 1 个参数，但获得 0 个'],
  ['const o: { a: { b: number } } = { a: { b: true } }', '“boolean”'],
  ['const o: { a: number } = { a: { b: 1 } }; o.b', '“b”'],
  ['const [a = 1', '应为'],
  ['let x: number; x = undefined', '“undefined”'],
  ['const g: (x: { y: number[] }) => void = (x: { y: string[] }) => {}', '“string[]”'],
] as const

it.for(SLIPS)('%s is told in Chinese, with the names it is about', ([text, words]) => {
  const told = diagnose(text).map(({ messageText, code }) => saidOf(messageText, code))
  expect(told.map(({ zh }) => zh).join('\n')).toContain(words)
  for (const { zh, en } of told) {
    expect(zh).toMatch(/\p{Script=Han}/u)
    expect(zh).not.toMatch(/\{\d\}/)
    expect(en).not.toMatch(/\p{Script=Han}/u)
  }
})

it('keeps the English of what it does not know', () => {
  expect(saidOf('Something new about 3 things.', 999_999)).toEqual({
    zh: 'Something new about 3 things.',
    en: 'Something new about 3 things.',
  })
})
