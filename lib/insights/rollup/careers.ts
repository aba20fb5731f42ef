/** How far a person is from each role of the ladders, as cells: ready, one thing missing and which, or further away. */
import { distance, type Missing } from '../../careers/distance'
import type { Profile } from '../../careers/profile'
import type { StageId } from '../../curriculum/ids'
import { pointsOf } from '../../curriculum/skills'
import { type Plan, planned, stagesOf } from '../plan'
import type { Cell } from './cell'
import type { PersonRecord } from './record'

/** As `profileOf` of `lib/careers/profile` would see the person, from what is at hand for a hundred thousand of them. */
function profileFrom(person: PersonRecord, plan: Plan): Profile {
  const verified = new Set(person.states.filter((one) => one.verified !== null).map(({ lesson }) => lesson))
  const complete = stagesOf(plan).filter((stage) => {
    const asked = planned(plan, person.track, stage)
    return asked.length > 0 && asked.every(({ id }) => verified.has(id))
  })
  return {
    points: pointsOf(plan.lessons.filter(({ id }) => verified.has(id))),
    verified,
    stages: new Set(complete),
    certificates: new Set(
      person.certificates.filter(({ revoked }) => !revoked).map(({ stage }) => stage as StageId),
    ),
  }
}

/** `skill:data`, `stage:practice`, `lesson:…`, `certificate:…`, `review:…` */
function spell(missing: Missing): string {
  switch (missing.kind) {
    case 'skill':
      return `skill:${missing.skill}`
    case 'stage':
    case 'certificate':
      return `${missing.kind}:${missing.stage}`
    case 'lesson':
    case 'review':
      return `${missing.kind}:${missing.lesson}`
    default:
      return missing satisfies never
  }
}

export function careerCells(person: PersonRecord, plan: Plan): Cell[] {
  if (plan.ladders.length === 0) return []
  const profile = profileFrom(person, plan)
  return plan.ladders.flatMap((ladder) =>
    ladder.roles.flatMap((role): Cell[] => {
      const name = `${ladder.id}/${role.id}`
      const { missing } = distance(role, profile)
      const standing: Cell = { a: name, b: Math.min(missing.length, 2), c: 0, n: 1 }
      const [only] = missing
      return missing.length === 1 && only
        ? [standing, { a: `${name} ${spell(only)}`, b: 3, c: 0, n: 1 }]
        : [standing]
    }),
  )
}
