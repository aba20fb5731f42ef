import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { folded, isVisible, line, text } from './words'

const name = line(60)
const read = (given: string): string | undefined => name.safeParse(given).data

describe('one line', () => {
  it.each([
    ['nothing', ''],
    ['spaces', '  　 '],
    ['a zero-width space', '\u200B'],
    ['joiners', '\u200D\u200C'],
    ['a filler that counts as a letter', '\u3164'],
    ['an empty Braille cell', '\u2800'],
    ['a soft hyphen', '\u00AD'],
    ['a variation selector', '\uFE0F'],
    ['a combining mark alone', '\u0301'],
    ['tags', '\u{E0041}\u{E0042}'],
    ['an override', 'abc\u202Efdp.exe'],
    ['an isolate', '\u2067名\u2069'],
    ['a direction mark', '\u200F名'],
    ['a line break', '甲\n乙'],
    ['a carriage return', '甲\r乙'],
    ['a line separator', '甲\u2028乙'],
    ['a tab', '甲\t乙'],
    ['NUL', '甲\0乙'],
    ['half a character', '甲\uD800'],
    ['one sign too many', '名'.repeat(61)],
  ])('refuses %s', (_, given) => expect(read(given)).toBeUndefined())

  it.each([
    ['\u200B 林\u2060知\uFEFF远 ', '林知远'],
    ['林知远', '林知远'],
    ['葛\u{E0100}城', '葛\u{E0100}城'],
    ['O’Neil-Łukasz, Jr.', 'O’Neil-Łukasz, Jr.'],
    ['Zoe\u0308', 'Zoë'],
    ['علی\u200Cرضا', 'علی\u200Cرضا'],
    ['👩\u200D🔬', '👩\u200D🔬'],
    ['名\u200D', '名'],
    ['=HYPERLINK(1)', '=HYPERLINK(1)'],
  ])('reads %j as %j', (given, expected) => expect(read(given)).toBe(expected))

  test.prop([fc.string({ unit: 'binary' })])('what is accepted can be seen and stays as it is', (given) => {
    const accepted = read(given)
    if (accepted === undefined) return
    expect(isVisible(accepted)).toBe(true)
    expect(accepted).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u)
    expect(read(accepted)).toBe(accepted)
  })
})

describe('several lines', () => {
  const note = text(100)
  it('keeps lines and refuses what cannot be stored or seen', () => {
    expect(note.safeParse('a\r\nb\rc').data).toBe('a\nb\nc')
    expect(note.safeParse('a\0').success).toBe(false)
    expect(note.safeParse('\u200B\n\u200B').success).toBe(false)
    expect(text(100, 0).safeParse(' ').data).toBe('')
  })
})

it('words are found however wide and spaced they are typed', () => {
  expect(folded('ＺＣ１０２４１')).toBe('zc10241')
  expect(folded('熊　修 远\u200B')).toBe('熊修远')
  expect(folded('\0')).toBe('')
})
