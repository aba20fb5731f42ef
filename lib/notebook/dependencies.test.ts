import { describe, expect, it } from 'vitest'
import { findNames, findUpstream } from './dependencies'

const names = (source: string) => {
  const { defines, uses } = findNames(source)
  return { defines: defines.sort(), uses: uses.sort() }
}

describe('findNames', () => {
  it.each([
    ['const a = 1, b = a', ['a', 'b'], ['a', 'b']],
    ['let { xs, ys: labels, ...rest } = await datasets.load("mnist")', ['labels', 'rest', 'xs'], []],
    ['const [first, second] = pair', ['first', 'second'], ['pair']],
    ['async function build(units: number) { const inner = units; return inner }', ['build'], []],
    ['class Net {}', ['Net'], []],
    ['function* steps() {}', ['steps'], []],
  ])('defines: %s', (source, defines, used) => {
    const found = names(source)
    expect(found.defines).toEqual(defines)
    for (const name of used) expect(found.uses).toContain(name)
  })

  it.each([
    ['await model.fit(xs, ys)', 'model'],
    ['const history = await model.fit(xs)', 'model'],
    ['weights.assign(next)', 'weights'],
    ['total = total + 1', 'total'],
  ])('changes: %s', (source, name) => {
    expect(findNames(source).defines).toContain(name)
  })

  it('looks into templates but not into strings, comments and properties', () => {
    const { uses } = findNames(
      'log(`loss ${loss.toFixed(2)} of ${`${inner}`}`) // hidden\n"quoted"; /* gone */ a.prop',
    )
    expect(uses).toEqual(['log', 'loss', 'inner', 'a'])
  })

  it('does not end on unfinished code', () => {
    for (const source of ['`${', "'open", '/* open', 'const', 'const {', '}}}', '`a ${b']) {
      expect(() => findNames(source)).not.toThrow()
    }
  })

  it('does not take a comparison or an arrow for an assignment', () => {
    expect(names('a == b; c => d; e === f').defines).toEqual([])
  })
})

describe('findUpstream', () => {
  it('goes to every earlier cell that made or changed a used name', () => {
    const cell = (id: string, source: string) => ({ id, names: findNames(source) })
    expect(
      findUpstream([
        cell('a', 'const model = make()'),
        cell('b', 'await model.fit(xs)'),
        cell('c', 'model.evaluate(xs)'),
        cell('d', 'const xs = 1'),
      ]),
    ).toEqual({ a: [], b: ['a'], c: ['a', 'b'], d: [] })
  })
})
