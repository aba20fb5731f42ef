import { describe, expect, test } from 'vitest'
import { FIRST_TRY, judgeTrial, type Trial } from './tried'

const now = new Date('2026-12-01T08:00:00Z')
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
const starter = 'function f(x) {\n  // fill in\n}'
const nothing: Trial = {
  starters: [starter, 'function f(x) {}'],
  texts: [],
  judged: false,
  verified: false,
  since: ago(60),
}
const standing = (more: Partial<Trial>) => judgeTrial({ ...nothing, ...more }, now)

describe('the solution of a cell', () => {
  test.each<[string, Partial<Trial>]>([
    ['nothing was written', {}],
    ['the starter was saved', { texts: [starter] }],
    ['the other language’s starter was saved', { texts: ['function f(x) {}'] }],
    ['only spaces were changed', { texts: [`${starter.replaceAll(' ', '\t')}\n\n`] }],
    ['nothing was heard of this person', { texts: ['mine'], since: null }],
  ])('stays closed when %s', (_, more) => expect(standing(more)).toEqual({ kind: 'untried' }))

  test.each<[string, Partial<Trial>]>([
    ['a text of one’s own was saved, and be it replaced since', { texts: [starter, 'mine', starter] }],
    ['an attempt was judged', { judged: true }],
    ['the lesson is proven', { verified: true, since: null }],
  ])('opens when %s', (_, more) => expect(standing(more)).toEqual({ kind: 'open' }))

  test('opens to nobody in the first minutes', () => {
    for (const more of [{ texts: ['mine'] }, { judged: true }]) {
      expect(standing({ ...more, since: now })).toEqual({ kind: 'early', minutes: FIRST_TRY })
      expect(standing({ ...more, since: ago(FIRST_TRY - 0.5) })).toEqual({ kind: 'early', minutes: 1 })
      expect(standing({ ...more, since: ago(FIRST_TRY) })).toEqual({ kind: 'open' })
    }
  })
})
