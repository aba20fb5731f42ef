import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readFigure } from './svg'

const codes = (inside: string, attributes = '') =>
  readFigure('x.svg', `<svg viewBox="0 0 9 9"${attributes}>${inside}</svg>`, 'f').refusals.map(
    ({ code }) => code,
  )

const line = (points: number) => `M${Array.from({ length: points }, (_, i) => `${i % 9} ${i % 7}`).join('L')}`
const marker = (id: string, inside: string) =>
  `<marker id="${id}" markerWidth="3" markerHeight="3">${inside}</marker>`

test('a drawing takes no class, by which it could cover the page', () => {
  expect(codes('', ' class="fixed top-0 left-0 w-full h-full z-40"')).toEqual(['figure-attribute'])
  expect(codes('<g class="fixed"/>')).toEqual(['figure-attribute'])
  expect(codes('', ' role="dialog"')).toEqual(['figure-attribute'])
  expect(codes('', ' role="img"')).toEqual([])
})

const COSTLY: [string, string][] = [
  [
    'markers inside markers',
    marker('a', `<path d="${line(60)}"/>`) +
      marker('b', `<path d="${line(60)}" marker-mid="url(#a)"/>`) +
      `<path d="${line(60)}" marker-mid="url(#b)"/>`,
  ],
  ['a marker that shows itself', `${marker('a', '<path d="M0 0L1 1L2 2" marker-mid="url(#a)"/>')}`],
  ['a marker inherited by markers', `<g marker-mid="url(#a)">${marker('a', '<path d="M0 0L1 1L2 2"/>')}</g>`],
  [
    'one marker with many points on a long line',
    `${marker('a', `<path d="${line(500)}"/>`)}<path d="${line(500)}" marker-mid="url(#a)"/>`,
  ],
  ['a clip inside a clip', '<clipPath id="a"><rect width="1" height="1" clip-path="url(#a)"/></clipPath>'],
  [
    'a costly clip at every shape',
    `<clipPath id="a"><path d="${line(2000)}"/></clipPath>${'<rect width="1" height="1" clip-path="url(#a)"/>'.repeat(20)}`,
  ],
  ['dashes too small to see', '<path d="M0 0H9" stroke-dasharray="0.001"/>'],
  ['dashes inherited', '<g stroke-dasharray="0.0001 0.0001"><path d="M0 0H9"/></g>'],
  ['many dashes', '<path d="M0 0H90000V9H0V90000H5" stroke-dasharray="1 1"/>'],
  [
    'a dash of a marker',
    marker('a', '<path d="M0 0H90000" stroke-dasharray="1"/>') + '<path d="M0 0L1 1" marker-end="url(#a)"/>',
  ],
  ['coordinates that lead nowhere', '<path d="M0 0H1e9"/>'],
  ['a scale that leads nowhere', '<g transform="scale(1e7)"><path d="M0 0H1"/></g>'],
  ['too many points', `<path d="${line(21_000)}"/>`],
]

test.for(COSTLY)('refused: %s', ([, inside]) => {
  expect(codes(inside)).toContain('figure-cost')
})

test('arrows and dashes as people draw them are taken', () => {
  const arrow = marker('a', '<path d="M0 0L8 4L0 8z"/>')
  const arrows = '<path d="M0 0L400 300L640 20" marker-end="url(#a)" stroke-dasharray="4 3"/>'.repeat(12)
  expect(codes(arrow + arrows)).toEqual([])
})

test('every drawing of the lessons is taken', () => {
  const stages = join(import.meta.dirname, '../../content/stages')
  const files = readdirSync(stages, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.svg'),
  )
  expect(files.length).toBeGreaterThan(30)
  for (const file of files)
    expect(readFigure(file, readFileSync(join(stages, file), 'utf8'), 'f').refusals).toEqual([])
})
