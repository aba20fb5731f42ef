/** Projects of the invented company: some decided, some sent back and improved, some waiting. */
import 'server-only'
import { and, asc, eq, inArray, isNotNull, notInArray } from 'drizzle-orm'
import type { Lesson } from '../curriculum/lesson'
import type { Transaction } from '../db/client.server'
import { lessonStates, people, reviewComments, reviews, submissions, users } from '../db/schema'
import { uuidv7 } from '../db/uuid'
import { NEWCOMER, UNDERWAY } from '../demo/accounts'
import type { DemoLesson } from '../demo/history'
import { settleLesson } from '../progress/verify-lesson.server'
import type { StoredProject } from './hand-in'
import { DEMO_PROJECTS, type DemoProject } from './demo-projects'
import { judgePoints } from './judge-points'
import { fingerprint, type Rubric } from './rubric'

/** Ends of one person's projects, in the order of hand-in; hours ago. */
const STORIES = [
  [{ handed: 300, decided: 270, share: 1 }],
  [
    { handed: 260, decided: 230, share: 0.4 },
    { handed: 150, decided: 120, share: 0.9 },
  ],
  [{ handed: 200, decided: 180, share: 0.8 }],
  [
    { handed: 120, decided: 90, share: 0.3 },
    { handed: 30, decided: null, share: 0 },
  ],
  [{ handed: 52, decided: null, share: 0 }],
  [{ handed: 20, decided: null, share: 0 }],
  [{ handed: 3, decided: null, share: 0 }],
] as const

const codeOf = ({ code, pictures }: DemoProject, isLast: boolean) => `const raw = await datasets.mnist()
const count = ${isLast ? pictures : pictures / 2}
const x = raw.train.images.slice([0, 0, 0], [count, 28, 28]).div(255)
const y = tf.oneHot(raw.train.labels.slice(0, count), 10)

${code}`

const lineOf = (source: string, part: string) =>
  source.split('\n').findIndex((line) => line.includes(part)) + 1

function projectOf(rubric: Rubric, { card, says }: DemoProject): StoredProject {
  const texts: Record<string, string> = card
  return {
    card: Object.fromEntries(rubric.card.map(({ id }) => [id, texts[id] ?? card.purpose])),
    outputs: { project: [{ kind: 'text', stream: 'log', text: says }] },
    omitted: 0,
  }
}

const curve = {
  series: ['loss', 'val_loss'].map((name, line) => ({
    name,
    x: Array.from({ length: 20 }, (_, step) => step * 25),
    y: Array.from({ length: 20 }, (_, step) => 0.15 + line * 0.05 + 0.9 * Math.exp(-step / (4 + line))),
  })),
}

/**
 * Fills the queue for the first lesson that ends with a project; nothing where there is none. Call it once, in the
 * transaction that makes the demonstration.
 */
export async function seedReviews(
  tx: Transaction,
  lessons: readonly DemoLesson[],
  rubricOf: (lesson: Pick<Lesson, 'id'>, check: string) => Rubric | undefined,
  now: Date,
): Promise<void> {
  const lesson = lessons
    .map((one) => one.lesson)
    .find(({ checks }) => checks.some(({ kind }) => kind === 'review'))
  const check = lesson?.checks.find(({ kind }) => kind === 'review')
  const rubric = lesson && check && rubricOf(lesson, check.id)
  if (!lesson || !check || !rubric) return
  const [demo] = await tx.select({ id: users.id }).from(users).where(eq(users.email, 'mentor@zhucai.example'))
  const open = await tx
    .select({ learner: lessonStates.learnerId })
    .from(lessonStates)
    .where(and(eq(lessonStates.lesson, lesson.id), isNotNull(lessonStates.verifiedAt)))
  const done = new Set(open.map(({ learner }) => learner))
  const mine = await tx
    .select({ id: people.id, mentor: people.mentorId })
    .from(people)
    .innerJoin(users, eq(users.id, people.id))
    .where(
      and(
        eq(people.status, 'active'),
        notInArray(users.email, [NEWCOMER.email, UNDERWAY.email]),
        inArray(users.role, ['trainee']),
        demo ? eq(people.mentorId, demo.id) : isNotNull(people.mentorId),
      ),
    )
    .orderBy(asc(people.externalId))
  const chosen = mine.filter(({ id }) => !done.has(id)).slice(0, STORIES.length)
  const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000)
  for (const [index, person] of chosen.entries()) {
    const project = DEMO_PROJECTS[index]!
    for (const [attempt, { handed, decided, share }] of STORIES[index]!.entries()) {
      const at = hoursAgo(handed)
      const source = codeOf(project, attempt === STORIES[index]!.length - 1)
      const id = uuidv7(at.getTime())
      const points = Object.fromEntries(
        rubric.criteria.map(({ id: criterion, levels }) => [
          criterion,
          levels[Math.min(levels.length - 1, Math.round(share * (levels.length - 1)))]!.points,
        ]),
      )
      const judged = judgePoints(rubric, points)
      const end = decided !== null && judged.kind === 'judged' ? { at: hoursAgo(decided), ...judged } : null
      const verdict = end ? (end.decision === 'accepted' ? 'verified' : 'refused') : 'waiting'
      await tx.insert(submissions).values({
        learnerId: person.id,
        id,
        lesson: lesson.id,
        check: check.id,
        lessonVersion: lesson.version,
        kind: 'review',
        verdict,
        reason: verdict === 'refused' ? 'returned' : null,
        score: end ? end.sum / end.most : null,
        code: { project: source },
        curve,
        backend: 'wasm',
        answers: projectOf(rubric, project),
        createdAt: at,
        decidedAt: end?.at ?? null,
      })
      await tx.insert(reviews).values({
        learnerId: person.id,
        submissionId: id,
        queuedAt: at,
        ...(end && {
          decidedBy: person.mentor,
          decidedAt: end.at,
          decision: end.decision,
          points,
          rubric: fingerprint(rubric),
          summary:
            end.decision === 'accepted'
              ? '问题小而清楚，结论与曲线对得上。下一步可以换一份数据，看结论还成不成立。'
              : '只跑了一遍，差别可能是偶然。请换种子各跑三次，写明区间，再下结论。',
        }),
      })
      if (end && person.mentor) {
        await tx.insert(reviewComments).values({
          learnerId: person.id,
          id: uuidv7(end.at.getTime()),
          submissionId: id,
          authorId: person.mentor,
          anchor: { kind: 'line', cell: 'project', line: lineOf(source, 'model.fit') },
          body: '为什么训练这么多轮？曲线在第三轮之后已经不再下降。',
          at: end.at,
        })
      }
      await settleLesson(tx, person.id, lesson, { score: end ? end.sum / end.most : null, at: end?.at ?? at })
    }
  }
}
