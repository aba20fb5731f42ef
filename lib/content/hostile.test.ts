import { renderToStaticMarkup } from 'react-dom/server'
import { afterEach, expect, test } from 'vitest'
import { HOSTILE } from './fixtures/hostile'
import { findDanger } from './fixtures/inspect'
import { PLAIN } from './fixtures/plain-components'
import { readText } from './read-text'
import { renderLesson } from './render'

afterEach(() => {
  expect('__cast' in globalThis, 'something was evaluated').toBe(false)
  expect('polluted' in {}, 'a prototype was changed').toBe(false)
})

test('the corpus is as large as promised', () => {
  expect(new Set(HOSTILE.map(({ text, figures }) => text + JSON.stringify(figures))).size).toBeGreaterThan(
    250,
  )
})

test.for(HOSTILE)('$name', ({ text, figures = {}, verdict }) => {
  const outcome = readText({ file: 'x.mdx', locale: 'en', text, figures })
  expect(outcome.ok ? 'inert' : 'refused').toBe(verdict)
  if (!outcome.ok) {
    for (const { line, column } of outcome.refusals) expect(line > 0 && column > 0).toBe(true)
    return
  }
  expect(findDanger(renderToStaticMarkup(renderLesson(outcome.draft, PLAIN)))).toEqual([])
})

test('the inspector sees what it is there to see', () => {
  const bad =
    '<p onclick="x"><a href="javascript:x">x</a><script>1</script><i style="background:url(x)"></i></p><!--'
  expect(findDanger(bad)).toEqual([
    'onclick',
    'href=javascript:x',
    '<script>',
    '<i>',
    'style=background:url(x)',
    'style=background:url(x)',
    'markup declaration',
  ])
})
