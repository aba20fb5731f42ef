/** A few questions people of the demonstration asked, most of them answered. */
import 'server-only'
import { and, desc, eq, isNotNull, isNull } from 'drizzle-orm'
import type { Transaction } from '../db/client.server'
import { answers, lessonStates, people, questions } from '../db/schema'
import type { Random } from '../demo/random'

const HOUR = 3_600_000

/** What somebody might ask under any cell of an exercise, and what a mentor might say. */
const TALKS = [
  {
    ask: '自检说形状不对，可是我打印出来的形状和它要的一样。从哪里查起？',
    answer: '先看是不是上面的单元改过以后没有重新运行。单元左下角标着“已过时”的，从它开始依次运行一遍。',
  },
  {
    ask: '为什么同样的代码，我第二次运行的结果和第一次差一点？',
    answer: '初值和洗牌的次序每次不同。看差多少：小数点后第三位的差是正常的，差到百分位就该查了。',
  },
  {
    ask: '我想先把公式推一遍再写代码，第二步的转置是从哪里来的？',
    answer: '把每个量的形状写在旁边。批量在行上的时候，只有一种乘法的形状对得上，转置就是这样来的。',
  },
  {
    ask: '这里的误差容限为什么是千分之一？我的结果差了万分之三，也通过了。',
    answer: null,
  },
  {
    ask: '提示我都看了，还是不知道第一行该从哪个变量写起。',
    answer: null,
  },
] as const

export async function seedQuestions(tx: Transaction, now: Date, chance: Random): Promise<void> {
  const asking = await tx
    .select({
      id: lessonStates.learnerId,
      mentor: people.mentorId,
      lesson: lessonStates.lesson,
      cell: lessonStates.lastCell,
      at: lessonStates.lastAt,
    })
    .from(lessonStates)
    .innerJoin(people, eq(people.id, lessonStates.learnerId))
    .where(and(isNotNull(lessonStates.lastCell), isNull(lessonStates.verifiedAt)))
    .orderBy(desc(lessonStates.lastAt), lessonStates.learnerId)
    .limit(TALKS.length)
  for (const [index, talk] of TALKS.entries()) {
    const place = asking[index]
    if (!place?.cell) continue
    const at = new Date(Math.min(place.at.getTime() + HOUR, now.getTime() - HOUR))
    const question = chance.uuid(at)
    await tx.insert(questions).values({
      learnerId: place.id,
      id: question,
      lesson: place.lesson,
      cell: place.cell,
      body: talk.ask,
      at,
    })
    if (talk.answer === null || place.mentor === null) continue
    const answeredAt = new Date(Math.min(at.getTime() + 5 * HOUR, now.getTime()))
    await tx.insert(answers).values({
      learnerId: place.id,
      id: chance.uuid(answeredAt),
      questionId: question,
      authorId: place.mentor,
      body: talk.answer,
      at: answeredAt,
    })
  }
}
