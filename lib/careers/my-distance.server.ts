/** The viewer's own distance to every role, and the lessons that close it for one. */
import 'server-only'
import type { Viewer } from '../auth/permissions'
import { myCertificates } from '../certificates/read.server'
import type { Aim } from '../curriculum/career'
import { type MyPath, myPath } from '../path/my-path.server'
import { type Closing, closingLessons } from './closing'
import { type Distance, distance } from './distance'
import { type Profile, profileOf } from './profile'

export type MyCareers = { mine: MyPath; profile: Profile }

export async function myCareers(viewer: Viewer<'progress.write'>): Promise<MyCareers> {
  const [mine, certificates] = await Promise.all([myPath(viewer), myCertificates(viewer)])
  const held = certificates.filter(({ revokedAt }) => revokedAt === null).map(({ stage }) => stage)
  return { mine, profile: profileOf(mine.lessons, mine.track, mine.verified, new Set(held)) }
}

export type Way = { distance: Distance; closing: Closing }

export function wayTo({ role }: Aim, { mine, profile }: MyCareers): Way {
  return {
    distance: distance(role, profile),
    closing: closingLessons(role, profile, mine.lessons, mine.track),
  }
}
