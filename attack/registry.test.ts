/** Every finding of the trial by attack has an attack, or a reason why no command can make one. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { findings } from './attack'
import { ATTACKS, NOT_TRIED } from './registry'
import { pageOf, permissionTable } from './surface'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

/** `| attack B18, B19 | …` names two. */
const findingsOfTheTrial = [
  ...new Set(
    read('../docs/faults-2026-12.md')
      .split('\n')
      .filter((line) => line.startsWith('| attack '))
      .flatMap((line) => [...line.split('|')[1]!.matchAll(/\bB\d+\b/g)].map(([id]) => id)),
  ),
]

test('each finding is tried, or it is said why not', () => {
  expect(findingsOfTheTrial.length).toBeGreaterThan(20)
  const tried = new Set<string>(ATTACKS.map(({ id }) => id))
  expect(findingsOfTheTrial.filter((id) => !tried.has(id) && !NOT_TRIED[id])).toEqual([])
  expect(Object.keys(NOT_TRIED).filter((id) => tried.has(id))).toEqual([])
})

test('no two attacks have one name', () => {
  const names = ATTACKS.map(({ id, name }) => `${id} ${name}`)
  expect(new Set(names).size).toBe(names.length)
})

test('every file of attacks stands in the registry', () => {
  const registry = read('./registry.ts')
  const files = readdirSync(new URL('.', import.meta.url)).filter(
    (file) => !file.includes('.test.') && /: Attack\[\] = \[/.test(read(`./${file}`)),
  )
  for (const file of files) expect(registry).toContain(`'./${file.replace('.ts', '')}'`)
})

test('attacks on any site do nothing that only a site of their own may bear', () => {
  const harmful = ATTACKS.filter(
    ({ on, run }) => on === 'any' && /\.(someone|database|data|web|postgres)\b/.test(String(run)),
  )
  expect(harmful.map(({ name }) => name)).toEqual([])
})

describe('the table of permissions is read back', () => {
  const { pages, api } = permissionTable()

  test('with every row and its roles', () => {
    const lines = read('../docs/permissions.md').split('\n')
    expect(pages.length).toBe(lines.filter((line) => line.startsWith('| `/')).length)
    expect(api.length).toBe(lines.filter((line) => /^\| `(GET|POST|PUT|PATCH|DELETE) /.test(line)).length)
    expect(api.find(({ name }) => name === 'GET /audit.csv')?.roles).toEqual(['admin'])
    expect(pages.find(({ name }) => name === '/sign-in')?.roles).toBe('public')
  })

  test('and every page has an address', () => {
    for (const { name } of pages) expect(pageOf(name)).not.toMatch(/[[\]]/)
  })
})

test('an attack tells of all its cases, and not endlessly', () => {
  const found = findings()
  expect(found.outcome()).toBe('held')
  for (let index = 0; index < 9; index++) found.expect(index % 2 === 1, `case ${index}`)
  expect(found.outcome()).toEqual({ broken: 'case 0; case 2; case 4; case 6; case 8' })
  found.add('one')
  found.add('two')
  expect(found.outcome()).toEqual({ broken: 'case 0; case 2; case 4; case 6; case 8; one; and 1 more' })
})
