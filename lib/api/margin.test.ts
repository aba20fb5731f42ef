import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compiledLesson, lessons } from '../content/source.server'
import { db } from '../db/client.server'
import { cohorts, departments, notifications, people } from '../db/schema'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { uuidv7 } from '../db/uuid'
import type { Margin } from '../notes/notes'
import { NOTES_PER_LESSON } from '../notes/notes'
import { OPEN_QUESTIONS, type Question, type QueuedQuestion } from '../questions/questions'
import { addUser, viewerOf } from '../auth/testing.server'
import type { Role } from '../auth/permissions'
import { saveNote } from '../notes/notes.server'
import { assemble } from './app.server'
import { closeLimits } from './limits.server'
import { routes as notes } from './notes.server'
import { routes as questions } from './questions.server'
import { routes as session } from './session.server'
import { cookiesOf, sender } from './testing.server'

const app = assemble([...session, ...notes, ...questions])

async function arrive(role: Role) {
  const user = await addUser(role)
  const answered = await sender(undefined, app)('POST', '/session', {
    email: user.email,
    password: user.password,
  })
  return { user, send: sender(cookiesOf(answered), app) }
}
type Person = Awaited<ReturnType<typeof arrive>>

let test: TestDatabase
let trainee: Person
let other: Person
let mentor: Person
const lesson = lessons()[0]!.id
let cell: string

beforeAll(async () => {
  test = await testDatabase()
  trainee = await arrive('trainee')
  other = await arrive('trainee')
  mentor = await arrive('mentor')
  cell = (await compiledLesson(lesson, 'zh')).cells[0]!.id
  const department = uuidv7()
  await db().insert(departments).values({ id: department, nameZh: '研发', nameEn: 'R&D', position: 0 })
  await db().insert(cohorts).values({ id: uuidv7(), nameZh: '春', nameEn: 'Spring', startsOn: '2026-03-01' })
  await db().insert(people).values({
    id: trainee.user.id,
    externalId: 'E1',
    departmentId: department,
    mentorId: mentor.user.id,
    joinedOn: '2026-01-01',
  })
})
afterAll(async () => {
  await closeLimits()
  await test.close()
})

async function json<T>(response: Response | Promise<Response>, status = 200): Promise<T> {
  const answered = await response
  expect(answered.status).toBe(status)
  return (await answered.json()) as T
}
const margin = (person: Person) => json<Margin>(person.send('GET', `/lessons/${lesson}/margin`))

describe('notes and bookmarks', () => {
  it('keeps what was written, once however often it is sent, and for its writer alone', async () => {
    const path = `/lessons/${lesson}/notes/${uuidv7()}`
    const note = { anchor: `cell-${cell}`, body: '学习率太大会抖' }
    await json(trainee.send('PUT', path, note))
    await json(trainee.send('PUT', path, { ...note, body: '学习率太大会发散' }))
    expect((await margin(trainee)).notes).toMatchObject([
      { anchor: `cell-${cell}`, body: '学习率太大会发散' },
    ])
    expect((await margin(other)).notes).toEqual([])
    await json(other.send('DELETE', path))
    expect((await margin(trainee)).notes).toHaveLength(1)
    await json(trainee.send('DELETE', path))
    await json(trainee.send('DELETE', path))
    expect((await margin(trainee)).notes).toEqual([])
  })

  it('sets a bookmark once and takes it away', async () => {
    const path = `/lessons/${lesson}/bookmarks`
    for (const marked of [true, true]) await json(trainee.send('PUT', path, { anchor: 'section-a', marked }))
    await json(trainee.send('PUT', path, { anchor: '', marked: true }))
    expect((await margin(trainee)).bookmarks.toSorted()).toEqual(['', 'section-a'])
    await json(trainee.send('PUT', path, { anchor: 'section-a', marked: false }))
    expect((await margin(trainee)).bookmarks).toEqual([''])
  })

  it('refuses an empty note, a foreign lesson, an id used elsewhere, and one note too many', async () => {
    const put = (at: string, body: unknown, id: string = uuidv7()) =>
      trainee.send('PUT', `/lessons/${at}/notes/${id}`, body)
    expect((await put(lesson, { anchor: null, body: '   ' })).status).toBe(422)
    expect((await put('no-such-lesson', { anchor: null, body: 'a' })).status).toBe(404)
    expect((await put(lesson, { anchor: null, body: 'a', learner: other.user.id })).status).toBe(422)
    for (let index = 0; index < NOTES_PER_LESSON; index++) {
      await saveNote(viewerOf(other.user, 'progress.write'), lesson, {
        id: uuidv7(),
        anchor: null,
        body: `${index}`,
      })
    }
    const full = await other.send('PUT', `/lessons/${lesson}/notes/${uuidv7()}`, { anchor: null, body: 'a' })
    expect(full.status).toBe(429)
    expect((await margin(other)).notes).toHaveLength(NOTES_PER_LESSON)
  })
})

describe('questions under a cell', () => {
  const questionsSeen = async (person: Person) =>
    (await json<{ questions: Question[] }>(person.send('GET', `/lessons/${lesson}/questions`))).questions
  const queue = async () =>
    (await json<{ questions: QueuedQuestion[] }>(mentor.send('GET', '/questions'))).questions
  const ask = (person: Person, id: string, body = '为什么要除以 255？') =>
    person.send('POST', `/lessons/${lesson}/cells/${cell}/questions`, { id, body })

  it('goes from who asks to the mentor and back, each told once', async () => {
    const id = uuidv7()
    await json(ask(trainee, id))
    await json(ask(trainee, id))
    expect((await ask(trainee, id, '换了内容')).status).toBe(409)
    expect(await questionsSeen(trainee)).toMatchObject([{ id, mine: true, answers: [], settledAt: null }])
    // Nobody else sees it before there is an answer.
    expect(await questionsSeen(other)).toEqual([])
    expect(await queue()).toMatchObject([{ id, name: '林晓', mentee: true, learner: trainee.user.id }])

    const answerId = uuidv7()
    const path = `/questions/${trainee.user.id}/${id}/answers`
    for (const _ of [1, 2])
      await json(mentor.send('POST', path, { id: answerId, body: '让输入落在 0 到 1。' }))
    expect((await mentor.send('POST', path, { id: answerId, body: '别的' })).status).toBe(409)
    expect(await questionsSeen(trainee)).toMatchObject([{ answers: [{ body: '让输入落在 0 到 1。' }] }])
    // Other people read it without a name.
    expect(await questionsSeen(other)).toMatchObject([{ id, mine: false, learner: '' }])

    const told = await db().select().from(notifications)
    expect(told.filter(({ kind }) => kind === 'question.asked').map(({ userId }) => userId)).toEqual([
      mentor.user.id,
    ])
    expect(told.filter(({ kind }) => kind === 'question.answered').map(({ userId }) => userId)).toEqual([
      trainee.user.id,
    ])

    await json(trainee.send('PUT', `/me/questions/${id}`, { settled: true }))
    expect(await queue()).toEqual([])
    await json(trainee.send('PUT', `/me/questions/${id}`, { settled: false }))
    expect(await queue()).toHaveLength(1)
  })

  it('puts a mentee who waits before others, and the answered last', async () => {
    const [first, second] = [uuidv7(), uuidv7()]
    await json(ask(other, first))
    await json(ask(trainee, second))
    expect((await queue()).map(({ id }) => id).slice(0, 2)).toEqual([second, first])
    expect((await queue()).at(-1)?.answers).toHaveLength(1)
  })

  it('lets nobody settle, answer or ask in another’s place', async () => {
    const [question] = await questionsSeen(trainee)
    expect((await other.send('PUT', `/me/questions/${question!.id}`, { settled: true })).status).toBe(404)
    const path = `/questions/${trainee.user.id}/${question!.id}/answers`
    expect((await other.send('POST', path, { id: uuidv7(), body: 'a' })).status).toBe(403)
    expect((await other.send('GET', '/questions')).status).toBe(403)
    const unknown = `/questions/${other.user.id}/${question!.id}/answers`
    expect((await mentor.send('POST', unknown, { id: uuidv7(), body: 'a' })).status).toBe(404)
    const nowhere = `/lessons/${lesson}/cells/no-such-cell/questions`
    expect((await trainee.send('POST', nowhere, { id: uuidv7(), body: 'a' })).status).toBe(404)
  })

  it('shows a mentor no question of others’ mentees, and takes no answer to one', async () => {
    const [theirs, colleague] = [await arrive('trainee'), await arrive('mentor')]
    const [place] = await db().select().from(people).where(eq(people.id, trainee.user.id))
    await db()
      .insert(people)
      .values({ ...place!, id: theirs.user.id, externalId: 'E2', mentorId: colleague.user.id })
    const id = uuidv7()
    await json(ask(theirs, id, '只问自己的导师'))
    expect((await queue()).map((question) => question.id)).not.toContain(id)
    const path = `/questions/${theirs.user.id}/${id}/answers`
    expect((await mentor.send('POST', path, { id: uuidv7(), body: 'a' })).status).toBe(404)
    await json(colleague.send('POST', path, { id: uuidv7(), body: 'a' }))
  })

  it(`holds a person to ${OPEN_QUESTIONS} open questions`, async () => {
    const asker = await arrive('trainee')
    for (let index = 0; index < OPEN_QUESTIONS; index++) await json(ask(asker, uuidv7()))
    expect((await ask(asker, uuidv7())).status).toBe(429)
    const open = (await questionsSeen(asker)).find(({ mine }) => mine)
    await json(asker.send('PUT', `/me/questions/${open!.id}`, { settled: true }))
    await json(ask(asker, uuidv7()))
    await db().delete(notifications).where(eq(notifications.userId, asker.user.id))
  })
})
