import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CheckSpec } from '../curriculum/checks'
import { addUser } from '../auth/testing.server'
import { lessonStates, submissions } from '../db/schema'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { uuidv7 } from '../db/uuid'
import { lessonOf } from './catalog.testing'
import { settleLesson } from './verify-lesson.server'

let base: TestDatabase
beforeAll(async () => {
  base = await testDatabase()
})
afterAll(() => base.close())

const CODE: CheckSpec = { id: 'build', kind: 'code', function: 'build' }
const QUIZ: CheckSpec = { id: 'quiz', kind: 'quiz', pass: 1 }

/** Proofs as [check, version of the lesson], then the lesson as it is now. */
async function settle(proofs: [string, number][], checks: CheckSpec[], version: number) {
  const { id: learner } = await addUser('trainee')
  const lesson = lessonOf('digits', checks, version)
  const at = new Date()
  const outcome = await base.db.transaction(async (tx) => {
    for (const [check, lessonVersion] of proofs) {
      const row = { learnerId: learner, id: uuidv7(), lesson: 'digits', code: {}, createdAt: at }
      await tx.insert(submissions).values({ ...row, check, lessonVersion, kind: 'code', verdict: 'verified' })
    }
    return settleLesson(tx, learner, lesson, { score: 1, at })
  })
  const [state] = await base.db.select().from(lessonStates).where(eq(lessonStates.learnerId, learner))
  return { verified: outcome, version: state!.verifiedVersion }
}

test('a quiz passed before its version was raised proves nothing of the new one', async () => {
  expect(
    await settle(
      [
        ['quiz', 1],
        ['build', 2],
      ],
      [QUIZ, CODE],
      2,
    ),
  ).toEqual({ verified: false, version: null })
  expect(
    await settle(
      [
        ['quiz', 2],
        ['build', 2],
      ],
      [QUIZ, CODE],
      2,
    ),
  ).toEqual({ verified: true, version: 2 })
})

test('a check that says since when it asks for the same keeps its proofs', async () => {
  const kept = { ...QUIZ, since: 1 }
  expect(
    await settle(
      [
        ['quiz', 1],
        ['build', 2],
      ],
      [kept, CODE],
      2,
    ),
  ).toEqual({ verified: true, version: 2 })
  expect(
    await settle(
      [
        ['quiz', 1],
        ['build', 3],
      ],
      [{ ...QUIZ, since: 2 }, CODE],
      3,
    ),
  ).toMatchObject({
    verified: false,
  })
})
