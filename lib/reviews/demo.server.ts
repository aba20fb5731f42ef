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

const QUESTIONS = [
  '能不能只用笔画的中心线分辨手写数字？',
  '把训练图片旋转十五度以内，验证准确率会升还是会降？',
  '用多少张图片训练，才够把 3 和 8 分开？',
  '宽而浅与窄而深，参数相同时哪一个更好？',
  '标签里混进百分之五的错误，模型还能信吗？',
  '哪一种数字最常被认错，为什么？',
  '模型说得最肯定却说错的图片，有什么共同点？',
]

const CODE = (step: number) => `const raw = await datasets.mnist(${step * 1000})
const x = raw.train.images.reshape([-1, 784]).div(255)
const y = tf.oneHot(raw.train.labels, 10)

const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: ${32 * step}, activation: 'relu', inputShape: [784] }),
    tf.layers.dense({ units: 10, activation: 'softmax' }),
  ],
})
model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'] })
await model.fit(x, y, { epochs: ${2 + step}, batchSize: 128, validationSplit: 0.2 })`

/** A text long enough for its section. */
const fill = (sentence: string, min: number) =>
  Array.from({ length: Math.ceil(min / sentence.length) + 1 }, () => sentence).join('')

function projectOf(rubric: Rubric, index: number): StoredProject {
  const question = QUESTIONS[index % QUESTIONS.length]!
  const card = Object.fromEntries(
    rubric.card.map(({ id, title, min }, section) => [
      id,
      section === 0
        ? fill(question, min)
        : fill(
            `${title.zh}：数据来自课程自带的手写数字，训练与验证分开，另留两千张从未用过的图片做最后的评估。`,
            min,
          ),
    ]),
  )
  const text = `准确率 ${(0.94 + index / 200).toFixed(3)}`
  return { card, outputs: { project: [{ kind: 'text', stream: 'log', text }] }, omitted: 0 }
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
    for (const [attempt, { handed, decided, share }] of STORIES[index]!.entries()) {
      const at = hoursAgo(handed)
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
        code: { project: CODE(attempt + 1 + (index % 3)) },
        curve,
        backend: 'wasm',
        answers: projectOf(rubric, index),
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
              : '验证集与训练集混在一起了，这样的准确率说明不了问题。请先分开数据，再重新训练，并写明各用了多少张。',
        }),
      })
      if (end && person.mentor) {
        await tx.insert(reviewComments).values({
          learnerId: person.id,
          id: uuidv7(end.at.getTime()),
          submissionId: id,
          authorId: person.mentor,
          anchor: { kind: 'line', cell: 'project', line: 12 },
          body: '为什么训练这么多轮？曲线在第三轮之后已经不再下降。',
          at: end.at,
        })
      }
      await settleLesson(tx, person.id, lesson, { score: end ? end.sum / end.most : null, at: end?.at ?? at })
    }
  }
}
