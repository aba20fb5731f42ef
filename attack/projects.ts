/** A project as a browser hands it in, with whatever an attacker puts into it. */
import { uuidv7 } from '../lib/db/uuid'
import type { PackedOutput } from '../lib/reviews/pack-output'
import { type Answer, type Caller, jsonOf } from './caller'
import { lessonOf } from './target'

type Work = {
  code?: Record<string, string>
  outputs?: Record<string, PackedOutput[]>
  card?: Record<string, string>
}

const WORDS = '训练与验证的划分写在第二格，基线与区间写在结果里。'.repeat(8)

/** The lesson whose project a mentor reviews. */
export const PROJECT = '/lessons/capstone/checks/project/project'

export async function handInCapstone(person: Caller, work: Work): Promise<{ id: string; answer: Answer }> {
  const { card: asked = [] } = jsonOf<{ card: { id: string }[] }>(await person.api('GET', PROJECT))
  const id = uuidv7()
  const answer = await person.api('POST', PROJECT, {
    id,
    version: lessonOf('capstone').version,
    card: { ...Object.fromEntries(asked.map((section) => [section.id, WORDS])), ...work.card },
    code: work.code ?? { first: '1 + 1' },
    outputs: work.outputs ?? {},
    backend: 'cpu',
  })
  return { id, answer }
}
