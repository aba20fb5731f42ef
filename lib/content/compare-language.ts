/** What a translation leaves as it is in Chinese though its readers must read it: titles, comments, messages of checks. */
import type { Draft } from './draft'
import { isChinese } from './language'
import { wordsOfCode } from './language-of-code'
import type { Refusals } from './refusals'

export function compareLanguage(zh: Draft, en: Draft, refusals: Refusals): void {
  const data = new Set(
    [...zh.cells, ...en.cells].flatMap(({ starter }) => wordsOfCode(starter ?? '').strings),
  )
  /** A sentence that the lesson's cells work with is what they are about, in whatever language. */
  const words = (source: string): string | undefined => {
    const { comments, strings } = wordsOfCode(source)
    return [...comments, ...strings.filter((one) => !data.has(one))].find((one) => isChinese(one))
  }
  const shown = (text: string) => text.trim().slice(0, 40)

  for (const { id, title, starter, at } of en.cells) {
    const original = zh.cells.find((cell) => cell.id === id)
    if (title === undefined && isHan(original?.title ?? ''))
      refusals.add('title-chinese', at, { id, text: shown(original?.title ?? '') })
    const comment = wordsOfCode(starter ?? original?.starter ?? '').comments.find((one) => isChinese(one))
    if (comment !== undefined) refusals.add('comment-chinese', at, { id, text: shown(comment) })
  }
  for (const { id, for: cell, source } of zh.checks) {
    const own = en.checks.find((check) => check.id === id)
    const at = own?.at ?? en.cells.find((one) => one.id === cell)?.at
    const text = words(own?.source ?? source)
    if (text !== undefined)
      refusals.add(own === undefined ? 'check-untranslated' : 'check-chinese', at, { id, text: shown(text) })
  }
}

/** A title is short: one sign of Chinese among few letters is enough. */
const isHan = (text: string) => /\p{Script=Han}/u.test(text) && !/\p{Script=Latin}/u.test(text)
