/** A project's rubric and hand-in form, `<check>.review.yaml` beside its lesson. Trainees may read all of it. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Locale, PartId } from '../curriculum/ids'
import { canonical } from '../progress/storable'
import { mostPoints } from './judge-points'

const inBoth = (max: number) => {
  const text = z.string().trim().min(1).max(max)
  return z.strictObject({ zh: text, en: text })
}

const Level = z.strictObject({ points: z.int().min(0).max(100), says: inBoth(400) })

export const Criterion = z.strictObject({
  id: PartId,
  title: inBoth(80),
  /** What the mentor looks at. */
  what: inBoth(600),
  /** From the least to the most; a digit key each. */
  levels: z
    .array(Level)
    .min(2)
    .max(9)
    .refine(
      (levels) => levels.every((level, index) => index === 0 || level.points > levels[index - 1]!.points),
      'levels must rise in points',
    ),
  /** What a point of this criterion counts in the sum. */
  weight: z.number().positive().max(10).default(1),
})
export type Criterion = z.infer<typeof Criterion>

/** A section of the model card that a trainee writes. */
export const CardSection = z.strictObject({
  id: PartId,
  title: inBoth(80),
  ask: inBoth(600),
  /** Characters at least, white space at the ends not counted. */
  min: z.int().min(1).max(2000),
})
export type CardSection = z.infer<typeof CardSection>

const isDistinct = (list: readonly { id: string }[]) => new Set(list.map(({ id }) => id)).size === list.length

export const Rubric = z
  .strictObject({
    criteria: z.array(Criterion).min(1).max(12).refine(isDistinct, 'an id is used twice'),
    /** The weighted sum that accepts. */
    accept: z.strictObject({ points: z.number().positive() }),
    /** Whether a mentor may decide against the sum, with a reason. */
    override: z.boolean().default(false),
    card: z.array(CardSection).min(1).max(12).refine(isDistinct, 'an id is used twice'),
  })
  .refine((rubric) => rubric.accept.points <= mostPoints(rubric.criteria), {
    error: 'more points are asked for than the criteria hold',
    path: ['accept', 'points'],
  })
export type Rubric = z.infer<typeof Rubric>

/** Criteria in one language, as a page shows them. */
export const spellCriteria = (criteria: readonly Criterion[], locale: Locale) =>
  criteria.map(({ id, title, what, weight, levels }) => ({
    id,
    title: title[locale],
    what: what[locale],
    weight,
    levels: levels.map(({ points, says }) => ({ points, says: says[locale] })),
  }))

/** Points by criterion id. */
export const Points = z.record(PartId, z.int().min(0).max(100))
export type Points = z.infer<typeof Points>

/** SHA-256 of what decides: the criteria and the mark, not their words. */
export function fingerprint({ criteria, accept }: Rubric): string {
  const deciding = criteria.map(({ id, weight, levels }) => ({
    id,
    weight,
    levels: levels.map((level) => level.points),
  }))
  return createHash('sha256').update(canonical({ deciding, accept })).digest('hex')
}
