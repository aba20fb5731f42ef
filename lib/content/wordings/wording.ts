import type { Locale } from '../../curriculum/ids'

/** What is wrong and what to write instead, filled in with what was found. */
export type Wording = Record<Locale, (p: Record<string, string | number>) => string>
