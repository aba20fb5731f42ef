/** What people write by mistake, each with the place and the refusal it must get; beside it what they mean instead. */
import { test as property } from '@fast-check/vitest'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readText } from './read-text'
import { explain, type RefusalCode } from './refusals'
import { textOf } from './tree'

const HEAD = '---\ntitle: t\nsummary: s\nobjectives: [o]\n---\n\n'
const LINES = HEAD.split('\n').length - 1

const read = (body: string) =>
  readText({ file: 'x.mdx', locale: 'en', text: `${HEAD}${body}\n`, figures: {} })

/** `code` or `code@line:column`, by the lines of the body. */
function refusalsOf(body: string): string[] {
  const outcome = read(body)
  if (outcome.ok) return []
  return outcome.refusals.map(({ code, line, column }) => `${code}@${line - LINES}:${column}`)
}

const LOST: [name: string, body: string, expected: `${RefusalCode}@${number}:${number}`][] = [
  [
    'a bar inside a formula of a table',
    '| a | b | c |\n| - | - | - |\n| $|x|$ | 绝对值 | 3 |',
    'table-cells@3:1',
  ],
  ['a bar inside code of a table', '| a | b |\n| - | - |\n| `a|b` | c |', 'table-cells@3:1'],
  ['more cells than the heading', '| a |\n| - |\n| b | c |', 'table-cells@3:1'],
  ['a heading with more cells than its rule', '| a | b | c |\n| - | - |\n| d | e | f |', 'table-rule@2:1'],
  ['two prices', '一张卡 $300，另一张 $500', 'price@1:5'],
  ['two prices in English', 'It costs $5 and $10.', 'price@1:10'],
  ['two prices joined', 'It costs $5-$10.', 'price@1:10'],
  ['one price', 'It costs $5.', 'dollar@1:10'],
  ['a price in a list', '- $5', 'dollar@1:3'],
  ['per cent in a formula', '准确率 $97%$', 'formula@1:8'],
  ['a comment in a formula', '$$\na % b\n$$', 'formula@2:3'],
  ['Chinese in a formula', '$x 是 y$', 'formula@1:4'],
  ['a full-width comma in a formula', '$f(x，y)$', 'formula@1:5'],
  ['a formula beside its mark', '$$ E=mc^2\n$$', 'math-line@1:1'],
  ['an open formula', '$$\nE=mc^2\n\nSome words.', 'math-unclosed@1:1'],
  ['an open fence', '```ts\nconst a = 1\n\nSome words.', 'fence-unclosed@1:1'],
  ['a fence closed with fewer marks', '````ts\nconst a = 1\n```', 'fence-unclosed@1:1'],
  ['a line of dashes under a paragraph', 'Some words\n---', 'heading-underline@1:1'],
  ['a closed heading', '## C #', 'heading-closed@1:1'],
  ['a footnote without a definition', 'Words[^1].', 'reference-unknown@1:6'],
  ['a footnote that nobody names', 'Words.\n\n[^1]: lost', 'definition-unused@3:1'],
  ['a footnote written twice', 'Words[^1].\n\n[^1]: a\n\n[^1]: b', 'definition-twice@5:1'],
  ['a link without a definition', 'See [this][that].', 'reference-unknown@1:5'],
  ['a definition that nobody names', 'Words.\n\n[a]: https://example.org', 'definition-unused@3:1'],
  ['a title of a link', '[a](https://example.org "words")', 'link-title@1:1'],
  ['asterisks as a product', '3*4*5', 'emphasis-in-word@1:2'],
  ['asterisks as a product of names', 'a*b*c', 'emphasis-in-word@1:2'],
  ['powers', '2**3**2', 'emphasis-in-word@1:2'],
  ['a list that begins with another number', '1. a\n5. b', 'list-number@2:1'],
  ['a list by wrong indentation', '1. a\n  - b', 'list-indent@2:3'],
  ['a directive', ':::note\nwords\n:::', 'directive@1:1'],
  ['a heading of the first level', '# a', 'heading@1:1'],
  ['a break of HTML', 'a<br>b', 'html-tag@1:2'],
  ['a closed break of HTML', 'a<br/>b', 'html-tag@1:2'],
  ['a blank without width', 'a\u200bb', 'control-character@1:2'],
  ['a soft hyphen', 'a\u00adb', 'control-character@1:2'],
  ['a filler', 'a\u3164b', 'control-character@1:2'],
  ['a tag character', 'a\u{e0041}b', 'control-character@1:2'],
  ['a heap of accents', `a${'\u0301'.repeat(9)}`, 'control-character@1:6'],
  ['a mark of direction as an entity', 'a&#x202e;b', 'control-character@1:1'],
  [
    'a page of formulas',
    Array.from({ length: 1500 }, (_, i) => `$\\frac{a_{${i}}}{b^{${i}}}+\\sqrt{c}$`).join(' '),
    `too-much@${1 - LINES}:1`,
  ],
  ['an image', '![words](x.png)', 'image@1:1'],
]

test.for(LOST)('%s', ([, body, expected]) => {
  expect(refusalsOf(body)).toContain(expected)
})

const HEADS: [name: string, head: string, expected: string][] = [
  ['a comment in a title', 'title: 第 #1 课', 'frontmatter-yaml@2:9'],
  ['a formula in double quotes', 'title: "$\\theta$"', 'frontmatter-yaml@2:10'],
  ['an escaped control', 'title: "a\\0b"', 'control-character@2:8'],
  ['an escaped direction', 'title: "a\\u202Eb"', 'control-character@2:8'],
]

test.for(HEADS)('in the head: %s', ([, head, expected]) => {
  const text = `---\n${head}\nsummary: s\nobjectives: [o]\n---\n\nWords.\n`
  const outcome = readText({ file: 'x.mdx', locale: 'en', text, figures: {} })
  expect(
    outcome.ok ? [] : outcome.refusals.map(({ code, line, column }) => `${code}@${line}:${column}`),
  ).toEqual([expected])
})

test('every refusal says it in words, in both languages', () => {
  for (const [, body] of LOST) {
    const outcome = read(body)
    if (outcome.ok) throw new Error(body)
    for (const refusal of outcome.refusals)
      for (const locale of ['zh', 'en'] as const)
        expect(explain(refusal, locale)).not.toMatch(/undefined|\\\\/)
  }
})

const SHOWN: [name: string, body: string, shown: string[]][] = [
  ['a formula on one line', '$$E=mc^2$$', ['E=mc^2']],
  ['a formula on one line of a list', '- $$E=mc^2$$', ['E=mc^2']],
  ['a formula on one line of a quote', '> $$E=mc^2$$', ['E=mc^2']],
  ['a formula on one line of a callout', '<Callout kind="note">\n$$E=mc^2$$\n</Callout>', ['E=mc^2']],
  ['a formula in a table', '| a |\n| - |\n| $$x$$ and $\\lvert y\\rvert$ |', ['x', '\\lvert y\\rvert']],
  ['bars in a table', '| a |\n| - |\n| `a\\|b` \\| c |', ['a|b', '| c']],
  ['prices', 'From \\$5 to \\$10', ['From $5 to $10']],
  ['per cent', '$97\\%$', ['97\\%']],
  ['Chinese in a formula', '$\\text{准确率}=1$', ['准确率']],
  ['ranges', '3~5 天，第 2~3 章', ['3~5 天，第 2~3 章']],
  ['a name with underscores', '变量_学习_率 and learning_rate_max', ['变量_学习_率', 'learning_rate_max']],
  [
    'an emphasis between Chinese words',
    'The source has it without any spaces: 模型*权重*很大，**损失**小',
    ['权重', '损失'],
  ],
  ['entities', '&lt;a&gt; &copy; &amp;', ['<a> © &']],
  ['a hard break', 'a\\\nb  \nc', ['a', 'b', 'c']],
  ['footnotes', 'a[^1] b[^2]\n\n[^1]: first\n[^2]: second', ['first', 'second']],
  ['a definition', 'See [this][x].\n\n[x]: https://example.org', ['this']],
  ['nested lists', '1. a\n   - b\n     1. c\n2. d', ['a', 'b', 'c', 'd']],
  ['tasks', '- [x] done\n- [ ] open', ['done', 'open']],
  ['tildes', '~~a~~ ~b~', ['a', '~b~']],
]

test.for(SHOWN)('shown whole: %s', ([, body, shown]) => {
  const outcome = read(body)
  if (!outcome.ok) throw new Error(outcome.refusals.map((refusal) => explain(refusal, 'en')).join('\n'))
  const text = textOf(outcome.draft.tree)
  for (const part of shown) expect(text).toContain(part)
})

describe('whatever is written', () => {
  const word = fc.stringMatching(/^[a-z]{1,3}[0-9]{1,2}$/)
  const piece = fc.oneof(
    word,
    word.map((name) => `$${name}$`),
    word.map((name) => `\`${name}\``),
    word.map((name) => `*${name}*`),
    word.map((name) => `[${name}](https://example.org)`),
    fc.constantFrom(
      '$',
      '|',
      '*',
      '_',
      '[',
      ']',
      '%',
      '#',
      '~',
      '\\',
      '，',
      ' ',
      '\n',
      '\n\n',
      '\n> ',
      '\n- ',
      '\n1. ',
      '\n    ',
      '\n| - | - |\n',
      '\n$$\n',
      '\n---\n',
      '^',
      ':',
      '&',
      '&nbsp;',
      '!',
      '[^a]',
      '\n[^a]: ',
      '\n[a]: ',
    ),
  )

  property.prop([fc.array(piece, { maxLength: 25 })], { numRuns: 1500 })(
    'every word of a text that passes is on its page',
    (pieces) => {
      const body = pieces.join('')
      const outcome = read(body)
      if (!outcome.ok) return
      const shown = textOf(outcome.draft.tree)
      for (const [name] of body.matchAll(/[a-z]{1,3}[0-9]{1,2}/g))
        if (!shown.includes(name) && !hrefs(outcome.draft.tree).includes(name))
          throw new Error(`${name} is lost of ${JSON.stringify(body)}`)
    },
  )
})

const hrefs = (tree: unknown): string =>
  JSON.stringify(tree)
    .match(/"href":"[^"]*"/g)
    ?.join(' ') ?? ''
