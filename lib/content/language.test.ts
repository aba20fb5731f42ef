import { test as property, fc } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { isChinese } from './language'
import { wordsOfCode } from './language-of-code'
import { readText } from './read-text'

const HEAD =
  '---\ntitle: t\nsummary: s\nobjectives: [o]\nversion: 1\nminutes: 5\nskills: { data: 1 }\nchecks:\n  - { id: quiz, kind: quiz }\n---\n\n'
const codesOf = (body: string) => {
  const outcome = readText({ file: 'zh.mdx', locale: 'zh', text: `${HEAD}${body}\n`, figures: {} })
  return outcome.ok ? [] : outcome.refusals.map(({ code }) => code)
}

describe('words in another language', () => {
  it('are Chinese when most of their letters are, and a quotation when few are', () => {
    expect(isChinese('先看数据')).toBe(true)
    expect(isChinese('loss 应当越来越小')).toBe(true)
    expect(isChinese('我喜欢 becomes three ids')).toBe(false)
    expect(isChinese('The source says 没有最好的网络, which means that no net is the best of all.')).toBe(
      false,
    )
    expect(isChinese('龘')).toBe(false)
    expect(isChinese('')).toBe(false)
  })

  property.prop([fc.string({ unit: fc.constantFrom('a', 'z', ' ', '，', '字', '龘') }), fc.nat(50)])(
    'are judged by their letters, whatever signs and spaces stand between',
    (text, at) => {
      expect(isChinese(`${text.slice(0, at)} 。1 ${text.slice(at)}`)).toBe(isChinese(text))
    },
  )

  it('make a page that is no Chinese page, once it is long enough to tell', () => {
    const english = 'A network learns by taking small steps against the slope of its loss. '
    expect(codesOf(english.repeat(6))).toEqual(['page-not-chinese'])
    expect(codesOf(english)).toEqual([])
    expect(codesOf(`${english}网络沿着损失的坡往下走，每次一小步。`.repeat(6))).toEqual([])
  })
})

describe('words of code', () => {
  it('are its comments and strings, a template being one sentence', () => {
    const source = [
      '// 一行',
      'const a: number = 1 /* 两行 */',
      'that(a > 0, `应当大于 0，是 ${`里面${a}`}。`)',
      "const data = { 名字: '值' }",
    ].join('\n')
    const { comments, strings } = wordsOfCode(source)
    expect(comments.map((one) => one.trim())).toEqual(['一行', '两行'])
    expect(strings).toEqual(['应当大于 0，是 。', '里面', '值'])
  })

  it('are not looked for in code that does not parse', () => {
    expect(wordsOfCode('const = （')).toEqual({ comments: [], strings: [] })
  })
})
