/**
 * Lessons and their challenges together: a lesson of which either is refused keeps the last good form of both. Checking
 * writes into `dist/draft`, which no site reads; publishing into `dist`, from which a running site takes it at once.
 */
import { join } from 'node:path'
import { buildContent, type ContentReport } from '../lib/content/build.server'
import { readChallenges, writeChallenges } from './build-challenges'

export const DRAFT = 'dist/draft'
export const PUBLISHED = 'dist'

export type LessonsOptions = {
  root?: string
  /** `DRAFT` or `PUBLISHED`, under the root. */
  into: string
}

export async function buildLessons({ root = process.cwd(), into }: LessonsOptions): Promise<ContentReport> {
  const { codes, refusals } = await readChallenges({ root, stages: join(root, 'content/stages') })
  const report = await buildContent({ root, out: `${into}/content`, refused: refusals })
  writeChallenges(join(root, into), codes, new Set(report.held))
  return report
}
