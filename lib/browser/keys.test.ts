import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pressed } from './keys'

const heard = (event: Parameters<typeof pressed>[0]) => {
  let count = 0
  pressed(event, () => (count += 1))
  return count
}

test.each([
  ['a key of its own', { keyCode: 27, isComposing: false }, 1],
  ['a key of an input method', { keyCode: 27, isComposing: true }, 0],
  ['the Enter that ends a composition in Safari', { keyCode: 229, isComposing: false }, 0],
  ['the same inside React', { keyCode: 13, nativeEvent: { keyCode: 229, isComposing: false } }, 0],
  ['React while composing', { nativeEvent: { isComposing: true } }, 0],
  ['React', { nativeEvent: { isComposing: false, keyCode: 13 } }, 1],
])('%s', (_, event, count) => {
  expect(heard(event)).toBe(count)
})

const root = join(import.meta.dirname, '../..')
const sources = ['app', 'components', 'lib', 'sandbox'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
    .map((name) => join(folder, name)),
)

/** Handlers in a text that would hear the keys of an input method. */
function unguarded(text: string): string[] {
  const inMarkup =
    text.match(/onKey(?:Down|Up|Press)(?:Capture)?=\{(?!\s*\(event\) =>\s*pressed\(\s*event,)[^\n]*/g) ?? []
  const added = [...text.matchAll(/addEventListener\(\s*['"]key\w+['"],\s*(\w*)/g)]
  const listeners = added.filter(
    ([, handler]) =>
      !new RegExp(`const ${handler} = \\(event: KeyboardEvent\\) =>\\s*pressed\\(\\s*event,`).test(text),
  )
  return [...inMarkup, ...listeners.map(([found]) => found)]
}

test('a handler without the guard is found, however it is written', () => {
  expect(unguarded('<p onKeyDown={(event) => leave()}>')).toHaveLength(1)
  expect(unguarded('<p onKeyUpCapture={leave}>')).toHaveLength(1)
  expect(unguarded("addEventListener('keydown', leave)")).toHaveLength(1)
  expect(unguarded('<p onKeyDown={(event) => pressed(event, leave)}>')).toEqual([])
  expect(
    unguarded(
      "const leave = (event: KeyboardEvent) => pressed(event, go)\naddEventListener('keydown', leave)",
    ),
  ).toEqual([])
})

test('every handler of keys in the product leaves an input method its keys', () => {
  const found = sources.flatMap((name) =>
    unguarded(readFileSync(join(root, name), 'utf8')).map((line) => `${name}: ${line}`),
  )
  expect(found).toEqual([])
  expect(sources.length).toBeGreaterThan(300)
})
