/**
 * What people may type where others read it. Two shapes: one line (a name, a title) and a text of several lines.
 * Both refuse what would make others read something else than was typed: signs that turn the direction of what follows,
 * control characters, and words without a visible sign. What shows nothing and does nothing is left out.
 */
import { z } from 'zod'

const TURNS = /\p{Bidi_Control}/u
const CONTROLS_OF_LINE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/u
const CONTROLS_OF_TEXT = /(?![\t\n])[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/u
/** Shows nothing wherever it stands: zero-width spaces, soft hyphens, fillers, tags. Not what shapes its neighbours. */
const NOTHING =
  /(?!\p{Variation_Selector}|\p{Join_Control}|\p{Bidi_Control}|\u034F)\p{Default_Ignorable_Code_Point}/gu
/** A joiner with a letter or a picture on each side shapes them; anywhere else it shows nothing. */
const IDLE_JOINER = /(?<![\p{L}\p{M}\p{S}])\p{Join_Control}+|\p{Join_Control}+(?![\p{L}\p{M}\p{S}])/gu
const VISIBLE = /(?!\p{Default_Ignorable_Code_Point}|\u2800)[\p{L}\p{N}\p{P}\p{S}]/u

const bared = (text: string): string =>
  text.normalize('NFC').replaceAll(NOTHING, '').replaceAll(IDLE_JOINER, '').trim()

export const isVisible = (text: string): boolean => VISIBLE.test(text)

/** One line: a name or a title. */
export const line = (max: number, min = 1) =>
  z
    .string()
    .max(4 * max + 100)
    .transform(bared)
    .refine((text) => !TURNS.test(text) && !CONTROLS_OF_LINE.test(text), {
      error: 'Signs that end a line or turn the direction of writing cannot stand here.',
      abort: true,
    })
    .pipe(z.string().min(min).max(max))
    .refine((text) => min === 0 || isVisible(text), { error: 'There must be something to see.' })

/** Several lines: a note, a reason, a question. Direction marks stay: right-to-left words inside a text need them. */
export const text = (max: number, min = 1) =>
  z
    .string()
    .max(4 * max + 100)
    .transform((given) => bared(given.replaceAll(/\r\n?/g, '\n')))
    .refine((given) => !CONTROLS_OF_TEXT.test(given), {
      error: 'Control characters cannot stand here.',
      abort: true,
    })
    .pipe(z.string().min(min).max(max))
    .refine((given) => min === 0 || isVisible(given), { error: 'There must be something to see.' })

/** Why something was done that needs a reason: kept with it, and in the audit log. */
export const reason = text(500, 4)

/** Words as they are looked for: one form of each sign, no spaces, no case. */
export const folded = (given: string): string =>
  given
    .normalize('NFKC')
    .replaceAll(/[\p{Cc}\p{Default_Ignorable_Code_Point}\s]/gu, '')
    .toLowerCase()
