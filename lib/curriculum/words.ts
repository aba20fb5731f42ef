import { z } from 'zod'
import { LOCALES, type Locale } from './ids'

/** A text in every language. */
export type Words = Record<Locale, string>

const inBoth = (max: number) => z.strictObject({ zh: text(max), en: text(max) })
const text = (max: number) => z.string().trim().min(1).max(max)

/** A name: short enough for a heading, a menu and a map. */
export const Title = inBoth(60) satisfies z.ZodType<Words>
/** One to three sentences. */
export const Summary = inBoth(400) satisfies z.ZodType<Words>

/** The same text in each language: for ids that nobody has named. */
export const unnamed = (id: string): Words =>
  Object.fromEntries(LOCALES.map((locale) => [locale, id])) as Words
