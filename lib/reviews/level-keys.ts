/** The digit that chooses each level of a criterion. */
type Levels = { weight: number; levels: readonly { points: number }[] }

/**
 * The points that the level gives, so that the digit pressed is the number shown; where a level gives no single digit,
 * its place from 1.
 */
export function levelKeys({ weight, levels }: Levels): string[] {
  const given = levels.map(({ points }) => points * weight)
  return given.every((points) => Number.isInteger(points) && points <= 9)
    ? given.map(String)
    : levels.map((_, index) => String(index + 1))
}
