/** The glossary: `content/glossary.yaml`, one term in both languages with one sentence each. */
import { z } from 'zod'
import { LessonId, type Locale, PartId } from '../curriculum/ids'

const Name = z.string().trim().min(1).max(60)
const Sentence = z.string().trim().min(1).max(300)

export const Term = z.strictObject({
  id: PartId,
  zh: Name,
  en: Name,
  means: z.strictObject({ zh: Sentence, en: Sentence }),
  /** The lesson that teaches it. */
  lesson: LessonId,
})
export type Term = z.infer<typeof Term>

export const Glossary = z
  .array(Term)
  .refine((terms) => new Set(terms.map(({ id }) => id)).size === terms.length, {
    error: 'an id is used twice',
  })

/** What `<Term id="…">` says in a text of one language. */
export type TermWords = Record<string, { zh: string; en: string; means: string }>

export const wordsIn = (terms: readonly Term[], locale: Locale): TermWords =>
  Object.fromEntries(terms.map(({ id, zh, en, means }) => [id, { zh, en, means: means[locale] }]))

/** Letters of the alphabet by the first syllable that sorts there: no Chinese word begins with I, U or V. */
const INITIALS = 'A阿 B八 C嚓 D哒 E妸 F发 G旮 H哈 J讥 K咔 L垃 M妈 N拏 O噢 P妑 Q七 R呥 S仨 T他 W屲 X夕 Y丫 Z帀'
  .split(' ')
  .map((pair) => [pair[0]!, pair[1]!] as const)

const collators = {
  zh: new Intl.Collator('zh-Hans-CN-u-co-pinyin'),
  en: new Intl.Collator('en', { sensitivity: 'base' }),
} as const satisfies Record<Locale, Intl.Collator>

/** The letter under which a name is looked up: its own, or that of its first syllable in pinyin. */
export function initialOf(name: string): string {
  const latin = /^[a-z]/i.exec(name)?.[0]
  if (latin) return latin.toUpperCase()
  return INITIALS.findLast(([, first]) => collators.zh.compare(name, first) >= 0)?.[0] ?? '#'
}

export type Section = { initial: string; terms: Term[] }

/** All terms as a dictionary has them: by letter, then by name. */
export function sectionsOf(terms: readonly Term[], locale: Locale): Section[] {
  const compare = collators[locale].compare
  const sections = new Map<string, Term[]>()
  for (const term of terms.toSorted((a, b) => compare(a[locale], b[locale]))) {
    const initial = initialOf(term[locale])
    sections.set(initial, [...(sections.get(initial) ?? []), term])
  }
  return [...sections]
    .map(([initial, own]) => ({ initial, terms: own }))
    .sort((a, b) => (a.initial < b.initial ? -1 : 1))
}

/** Terms whose names or meanings hold every word that was typed. */
export function findTerms(terms: readonly Term[], typed: string): Term[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  return terms.filter(({ id, zh, en, means }) => {
    const text = `${id} ${zh} ${en} ${means.zh} ${means.en}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
