/**
 * What an attack is: something a person with bad intent does, and the answer whether the site bore it. Attacks on `any`
 * site change nothing that belongs to others and may be tried on one that people work with; the rest get a site of
 * their own, which they may freeze, fill and kill.
 */
import type { OwnSite, Target } from './target'

/** `broken` says what happened, for somebody who was not there. */
export type Outcome = 'held' | { broken: string }

type Named = {
  /** A finding's number (`B2`), or a letter and a number of our own. Several attacks may try one finding. */
  id: `${Letter}${number}`
  /** What is tried, in a few words. */
  name: string
  /** Seconds it may take; what takes longer has not held. */
  seconds?: number
}
/** B: what broke in a trial. H: what held there, and has to go on holding. N: what was built since. */
type Letter = 'B' | 'H' | 'N'

export type Attack = Named &
  ({ on: 'any'; run(target: Target): Promise<Outcome> } | { on: 'own'; run(site: OwnSite): Promise<Outcome> })

/** Gathers what went wrong, so that an attack tells of all its cases and not of the first. */
export function findings() {
  const found: string[] = []
  return {
    add: (what: string) => void found.push(what),
    /** @param is what has to be true */
    expect(is: boolean, otherwise: string): void {
      if (!is) found.push(otherwise)
    },
    outcome(): Outcome {
      if (found.length === 0) return 'held'
      const [more, shown] = [found.length - TOLD, found.slice(0, TOLD)]
      return { broken: shown.join('; ') + (more > 0 ? `; and ${more} more` : '') }
    },
  }
}
const TOLD = 6
