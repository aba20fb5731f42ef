/**
 * A model that learned from the served examples knows these at least as well as others, and is scored on those it knows
 * worse. One that knows the hidden ones *far* better was fitted to them, and is told so. Pure.
 */

/** Of how many examples the share was predicted rightly. */
export type Share = { right: number; count: number }

/** Standard errors: chance alone goes beyond it once in some four thousand honest attempts, at worst. */
const CERTAIN = 3.5

/** Whether the hidden examples are known better than the served ones by more than chance allows. */
export function isFitted(hidden: Share, learned: Share): boolean {
  const all = (hidden.right + learned.right) / (hidden.count + learned.count)
  const error = Math.sqrt(all * (1 - all) * (1 / hidden.count + 1 / learned.count))
  return hidden.right / hidden.count - learned.right / learned.count > CERTAIN * error
}
