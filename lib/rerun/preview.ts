/** What running a check again would change, person by person. Pure. */

/** One attempt before and after. */
export type Reexamined = {
  learner: string
  submission: string
  before: 'verified' | 'refused'
  after: 'verified' | 'refused'
}

export type Flip = {
  learner: string
  /** `gained`: the check is passed now; `lost`: it no longer is. */
  direction: 'gained' | 'lost'
  /** Attempts of this person whose verdict changes. */
  attempts: number
}

/** Persons for whom the check itself changes: passed by any attempt before, and by none now, or the other way round. */
export function findFlips(all: readonly Reexamined[]): Flip[] {
  const people = new Map<string, { before: boolean; after: boolean; attempts: number }>()
  for (const { learner, before, after } of all) {
    const one = people.get(learner) ?? { before: false, after: false, attempts: 0 }
    people.set(learner, {
      before: one.before || before === 'verified',
      after: one.after || after === 'verified',
      attempts: one.attempts + Number(before !== after),
    })
  }
  return [...people].flatMap(([learner, { before, after, attempts }]): Flip[] =>
    before === after ? [] : [{ learner, direction: after ? 'gained' : 'lost', attempts }],
  )
}
