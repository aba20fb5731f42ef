/** Two hundred trainees, drawn from a seed, two of them the trainees of `accounts.ts`. */
import { type DemoAccount, DEMO_ACCOUNTS, NEWCOMER, UNDERWAY } from './accounts'
import { COHORTS, type CohortKey, DEPARTMENTS, type DepartmentKey, MENTORS } from './organisation'
import { GIVEN_NAMES, SURNAMES } from './names'
import type { Random } from './random'

export type DemoPerson = {
  name: string
  email: string
  /** The personnel number. */
  number: string
  department: DepartmentKey
  cohort: CohortKey
  /** Index into the mentors: 0 is the mentor of `accounts.ts`, then `MENTORS` in order. */
  mentor: number
  status: 'active' | 'inactive'
  /** Days before today on which the person joined the company. */
  joinedDaysAgo: number
  locale: 'zh' | 'en' | null
  /** Lessons verified, for somebody whose course is told and not drawn. */
  verified?: number
}

/** One stage and half of the next, of eight lessons each. */
const HALFWAY = 12

export function demoPeople(chance: Random): DemoPerson[] {
  const taken = new Set<string>(DEMO_ACCOUNTS.map((account) => account.name))
  for (const mentor of MENTORS) taken.add(mentor.name)
  const addresses = new Set<string>(MENTORS.map((mentor) => mentor.pinyin))
  const places = DEPARTMENTS.flatMap(({ key, trainees }) => Array.from({ length: trainees }, () => key))
  // Personnel numbers grow with the day of joining, and departments hire when they hire.
  const joined = places.map(() => Math.round(40 + 900 * chance.next() ** 2)).toSorted((a, b) => b - a)
  shuffle(places, chance)
  // The newcomer joined with the last of the department, the other one long before.
  const told = new Map<number, DemoAccount>([
    [places.lastIndexOf('algorithms'), NEWCOMER],
    [places.indexOf('algorithms'), UNDERWAY],
  ])
  return places.map((department, index) => {
    const one = told.get(index)
    const drawn: CohortKey = chance.chance(0.46) ? 'autumn' : 'spring'
    const cohort = one === NEWCOMER ? 'autumn' : one === UNDERWAY ? 'spring' : drawn
    const { name, address } = one
      ? { name: one.name, address: one.email.split('@')[0]! }
      : draw(taken, addresses, chance)
    return {
      name,
      email: `${address}@zhucai.example`,
      number: `ZC${String(10_240 + index * 7 + chance.int(0, 6))}`,
      department,
      cohort,
      mentor: one ? 0 : mentorFor(department, chance),
      status: !one && chance.chance(0.03) ? 'inactive' : 'active',
      joinedDaysAgo: Math.max(joined[index]!, cohortOf(cohort).startsDaysAgo + 3),
      locale: !one && chance.chance(0.05) ? 'en' : null,
      ...(one === UNDERWAY && { verified: HALFWAY }),
    }
  })
}

function cohortOf(key: CohortKey) {
  return COHORTS.find((cohort) => cohort.key === key)!
}

/** The demo mentor looks after a part of the algorithms department. */
function mentorFor(department: DepartmentKey, chance: Random): number {
  if (department === 'algorithms' && chance.chance(0.42)) return 0
  const able = MENTORS.flatMap((mentor, index) =>
    (mentor.departments as readonly string[]).includes(department) ? [index + 1] : [],
  )
  return chance.pick(able)
}

function draw(taken: Set<string>, addresses: Set<string>, chance: Random): { name: string; address: string } {
  for (;;) {
    const [surname, family] = chance.pick(SURNAMES)
    const [given, personal] = chance.pick(GIVEN_NAMES)
    const name = surname + given
    if (taken.has(name)) continue
    taken.add(name)
    let address = `${family}.${personal}`
    for (let copy = 2; addresses.has(address); copy++) address = `${family}.${personal}${copy}`
    addresses.add(address)
    return { name, address }
  }
}

function shuffle<T>(items: T[], chance: Random): void {
  for (let last = items.length - 1; last > 0; last--) {
    const other = chance.int(0, last)
    ;[items[last], items[other]] = [items[other]!, items[last]!]
  }
}
