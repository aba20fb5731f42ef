import { typescript } from 'monaco-editor/languages/features/typescript/lib/typescriptServices'
import messages from 'typescript/lib/zh-cn/diagnosticMessages.generated.json'
import { afterAll, expect, it } from 'vitest'

afterAll(() => typescript.setLocalizedDiagnosticMessages(undefined))

it('says in Chinese what is wrong with a cell, though the words come from another version', () => {
  typescript.setLocalizedDiagnosticMessages(messages)
  const slips = [
    'const a = ',
    'f(',
    'const s = "a',
    'let x: = 1',
    'if a > 1:',
    'const a = 1，b',
    'for (const x',
    'class {',
  ]
  const said = slips.flatMap((slip) =>
    (typescript.transpileModule(slip, { reportDiagnostics: true }).diagnostics ?? []).map(
      ({ messageText }) => messageText,
    ),
  )
  expect(said.length).toBeGreaterThanOrEqual(slips.length - 1)
  expect(said.filter((text) => !/\p{Script=Han}/u.test(text))).toEqual([])
})

it('has words for nearly every diagnostic that the bundled version knows', () => {
  const known = Object.values(typescript.Diagnostics).map(({ key }) => key)
  expect(known.length).toBeGreaterThan(1500)
  expect(known.filter((key) => !(key in messages)).length / known.length).toBeLessThan(0.03)
})
