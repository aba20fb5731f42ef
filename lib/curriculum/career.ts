/** Ladders of roles: `content/careers/<ladder>.yaml`. A role says what it asks for; nothing is weighted or scored. */
import { z } from 'zod'
import { LessonId, SkillId, StageId } from './ids'
import { Summary, Title } from './words'

const LadderId = z
  .string()
  .max(40)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lowercase words joined by hyphens')

const RoleSpec = z.strictObject({
  /** Unique in its ladder. */
  id: LadderId,
  title: Title,
  summary: Summary,
  /** Points of the skill profile, see `lib/curriculum/skills`. */
  skills: z.partialRecord(SkillId, z.int().min(1).max(500)).default({}),
  /** Stages whose required lessons, on the person's own track, are all verified. */
  stages: z.array(StageId).default([]),
  evidence: z
    .strictObject({
      /** Verified, whatever the track. */
      lessons: z.array(LessonId).max(40).default([]),
      /** Certificates of these stages, valid. */
      certificates: z.array(StageId).default([]),
      /** Projects that a mentor accepted. */
      reviews: z.array(LessonId).max(20).default([]),
    })
    .default({ lessons: [], certificates: [], reviews: [] }),
})

export const LadderSpec = z.strictObject({
  title: Title,
  summary: Summary,
  /** Where it stands among the ladders, from 1. */
  position: z.int().min(1).max(99),
  /** From the first step to the last. */
  roles: z.array(RoleSpec).min(1).max(12),
})

export type CareerRole = z.infer<typeof RoleSpec>
export type Ladder = z.infer<typeof LadderSpec> & { id: string }

/** `<ladder>/<role>`: how an aim is kept. */
export const AimId = z
  .string()
  .max(81)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/, 'ladder/role')
export type AimId = z.infer<typeof AimId>

export type Aim = { id: AimId; ladder: Ladder; role: CareerRole }

/** @returns undefined for an aim that no ladder has (any more) */
export function findAim(ladders: readonly Ladder[], id: string | null): Aim | undefined {
  if (id === null) return undefined
  const [ladderId, roleId] = id.split('/')
  const ladder = ladders.find((one) => one.id === ladderId)
  const role = ladder?.roles.find((one) => one.id === roleId)
  return ladder && role && { id, ladder, role }
}
