import 'server-only'
import { z } from 'zod'
import { LessonId, PartId } from '../curriculum/ids'
import { findLeaderboard, type LeaderboardRow } from '../leaderboard/leaderboard.server'
import { answerReason } from './reason.server'
import { defineRoute } from './route.server'

const Row = z.object({
  place: z.int(),
  name: z.string(),
  score: z.number(),
  at: z.iso.datetime(),
  mine: z.boolean(),
})
const rowAnswer = (row: LeaderboardRow): z.input<typeof Row> => ({ ...row, at: row.at.toISOString() })

const show = defineRoute({
  method: 'GET',
  path: '/lessons/{lesson}/checks/{check}/leaderboard',
  permission: 'progress.write',
  summary:
    'Best hidden scores of a check that has a leaderboard; ties share a place, one’s own row is marked.',
  params: z.object({ lesson: LessonId, check: PartId }),
  response: z.object({
    metric: z.enum(['accuracy', 'loss', 'auc', 'perplexity']),
    people: z.int(),
    rows: z.array(Row),
    mine: Row.nullable(),
  }),
  limit: { points: 60, seconds: 60 },
  async handle({ viewer, params }) {
    const found = await findLeaderboard(viewer, params.lesson, params.check)
    if (found.kind === 'turned-away') return answerReason(found, viewer.locale)
    return { ...found, rows: found.rows.map(rowAnswer), mine: found.mine && rowAnswer(found.mine) }
  },
})

export const routes = [show]
