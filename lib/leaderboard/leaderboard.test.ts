import { afterAll, beforeAll, expect, test } from 'vitest'
import { addUser, viewerOf } from '../auth/testing.server'
import { ModelCheckSpec } from '../curriculum/model-check'
import { submissions } from '../db/schema'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { uuidv7 } from '../db/uuid'
import { catalogOf, lessonOf } from '../progress/catalog.testing'
import { COUNTED_A_DAY } from '../verify/telling'
import { findLeaderboard } from './leaderboard.server'

const check = (more: object = {}) =>
  ModelCheckSpec.parse({
    id: 'net',
    kind: 'model',
    variable: 'model',
    input: [2],
    layers: [{ type: 'dense', units: 2 }],
    dataset: 'mnist',
    metric: 'accuracy',
    pass: 0.9,
    leaderboard: true,
    ...more,
  })

let base: TestDatabase
beforeAll(async () => {
  base = await testDatabase()
})
afterAll(() => base.close())

const at = (day: number, minute: number) => new Date(Date.UTC(2026, 10, day, 2, minute))
async function submitted(learner: string, lesson: string, score: number, createdAt: Date, metrics?: object) {
  await base.db.insert(submissions).values({
    learnerId: learner,
    id: uuidv7(),
    lesson,
    check: 'net',
    lessonVersion: 1,
    kind: 'model',
    verdict: 'refused',
    score,
    code: {},
    createdAt,
    ...(metrics && { metrics: metrics as Record<string, number> }),
  })
}
const board = (viewer: { id: string }, lesson: string, spec = check()) =>
  findLeaderboard(viewerOf({ ...viewer, role: 'trainee' }, 'progress.write'), lesson, 'net', {
    database: base.db,
    catalog: catalogOf(lessonOf(lesson, [spec])),
  })

test('the best of each person, ties share a place with the earlier first, one’s own row marked', async () => {
  const [a, b, c, gone] = await Promise.all([
    addUser('trainee', { name: '甲' }),
    addUser('trainee', { name: '乙' }),
    addUser('trainee', { name: '丙' }),
    addUser('trainee', { name: '走了', banned: true }),
  ])
  await submitted(a.id, 'one', 0.9, at(1, 0))
  await submitted(a.id, 'one', 0.95, at(2, 0))
  await submitted(b.id, 'one', 0.95, at(1, 30))
  await submitted(c.id, 'one', 0.7, at(1, 0))
  await submitted(gone.id, 'one', 1, at(1, 0))
  await submitted(c.id, 'two', 1, at(1, 0))
  expect(await board(c, 'one')).toMatchObject({
    people: 3,
    mine: null,
    rows: [
      { place: 1, name: '乙', score: 0.95, mine: false },
      { place: 1, name: '甲', score: 0.95, mine: false },
      { place: 3, name: '丙', score: 0.7, mine: true },
    ],
  })
})

test('where less is better the least leads, by the metric of the check', async () => {
  const [a, b] = [await addUser('trainee', { name: '甲' }), await addUser('trainee', { name: '乙' })]
  await submitted(a.id, 'three', 0.9, at(1, 0), { accuracy: 0.9, loss: 0.4 })
  await submitted(b.id, 'three', 0.8, at(1, 0), { accuracy: 0.8, loss: 0.3 })
  expect(await board(a, 'three', check({ metric: 'loss' }))).toMatchObject({
    rows: [
      { place: 1, name: '乙', score: 0.3 },
      { place: 2, name: '甲', score: 0.4, mine: true },
    ],
  })
})

test('only the first attempts of a day count, and the next day begins anew', async () => {
  const user = await addUser('trainee')
  for (let count = 0; count < COUNTED_A_DAY + 3; count++)
    await submitted(user.id, 'four', 0.5 + count / 100, at(1, count))
  expect(await board(user, 'four')).toMatchObject({ rows: [{ score: 0.5 + (COUNTED_A_DAY - 1) / 100 }] })
  await submitted(user.id, 'four', 0.6, at(2, 0))
  expect(await board(user, 'four')).toMatchObject({ rows: [{ score: 0.6 }] })
})

test('one’s own place is told beyond the shown ones; nobody is shown twice', async () => {
  for (let rank = 0; rank < 24; rank++) {
    await submitted((await addUser('trainee')).id, 'five', 0.9 - rank / 100, at(1, rank))
  }
  const me = await addUser('trainee')
  await submitted(me.id, 'five', 0.1, at(1, 59))
  const found = await board(me, 'five')
  expect(found).toMatchObject({ people: 25, mine: { place: 25, mine: true } })
  expect(found.kind === 'leaderboard' && found.rows).toHaveLength(20)
})

test('a check without a leaderboard has none, and an empty one is empty', async () => {
  const user = await addUser('trainee')
  expect(await board(user, 'six', check({ leaderboard: false }))).toMatchObject({
    reason: { code: 'unknown-check' },
  })
  expect(await board(user, 'six')).toMatchObject({ people: 0, rows: [], mine: null })
})
