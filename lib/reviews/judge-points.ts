/** What points mean by a rubric. Without zod: the mentor's page shows the decision before it is sent. */

/** The part of a rubric that decides. */
export type Scale = {
  criteria: readonly { id: string; weight: number; levels: readonly { points: number }[] }[]
  /** The weighted sum that accepts. */
  accept: { points: number }
}

export const mostPoints = (criteria: Scale['criteria']): number =>
  criteria.reduce((sum, { levels, weight }) => sum + levels.at(-1)!.points * weight, 0)

export type Judgement =
  | { kind: 'judged'; decision: 'accepted' | 'returned'; sum: number; most: number }
  /** Criteria without a level of the rubric. */
  | { kind: 'incomplete'; missing: string[]; sum: number; most: number }

/**
 * The decision that points mean: it is computed, never given. Points of criteria that the rubric no longer has are
 * overlooked; a criterion without points, or with points that are none of its levels, leaves it open.
 */
export function judgePoints(
  { criteria, accept }: Scale,
  points: Readonly<Record<string, number>>,
): Judgement {
  const isGiven = ({ id, levels }: Scale['criteria'][number]) =>
    Object.hasOwn(points, id) && levels.some((level) => level.points === points[id])
  const given = criteria.filter(isGiven)
  const sum = given.reduce((total, { id, weight }) => total + points[id]! * weight, 0)
  const most = mostPoints(criteria)
  if (given.length < criteria.length) {
    return {
      kind: 'incomplete',
      missing: criteria.filter((one) => !isGiven(one)).map(({ id }) => id),
      sum,
      most,
    }
  }
  return { kind: 'judged', decision: sum >= accept.points ? 'accepted' : 'returned', sum, most }
}

export const opposite = (decision: 'accepted' | 'returned'): 'accepted' | 'returned' =>
  decision === 'accepted' ? 'returned' : 'accepted'
