/** The checks of a lesson's head, judged as the server judges them, on what a walk has left in the sandbox. */
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { casesOf } from '../lib/checks/challenge'
import { challengeShelf } from '../lib/checks/challenge-shelf.server'
import { judgeCode } from '../lib/checks/judge-code'
import { toWire } from '../lib/checks/wire'
import type { CheckSpec } from '../lib/curriculum/checks'
import { type ModelCheckSpec, passes } from '../lib/curriculum/model-check'
import { examinationOf, REHEARSAL } from '../lib/datasets/examination.server'
import { judgeUpload } from '../lib/verify/judge-upload'
import { createScorer, type Scorer } from '../lib/verify/scorer.server'
import { DRAFT } from './build-lessons'
import { buildVerifier } from './build-verifier'
import type { Walker } from './walk-browser'

/** Without a score nothing could be judged: no model, no function, or not what the check takes. */
export type Judged = { passed: boolean; says: string; score?: number }

const CALL_SECONDS = 120
const COLLECT_SECONDS = 60

// Built and opened once for all lessons of a walk; challenges are as they were checked before it.
let scorer: Promise<Scorer> | undefined
const draftChallenges = challengeShelf(join(process.cwd(), DRAFT, 'challenges.json'))

async function openScorer(): Promise<Scorer> {
  await buildVerifier()
  return createScorer({ folder: join(process.cwd(), 'dist'), timeout: 120_000, queue: 4 })
}

/** `undefined` for a kind that a walk cannot judge: a quiz has no code, a review needs a person. */
export async function judgeCheck(
  walker: Walker,
  lesson: string,
  check: CheckSpec,
): Promise<Judged | undefined> {
  switch (check.kind) {
    case 'model':
      return judgeModel(walker, check)
    case 'code':
      return judgeFunction(walker, lesson, check)
    case 'quiz':
    case 'review':
      return undefined
    default:
      return check satisfies never
  }
}

async function judgeModel(walker: Walker, check: ModelCheckSpec): Promise<Judged> {
  const ended = await walker.run({ type: 'collect', variable: check.variable }, COLLECT_SECONDS)
  if (!ended.weights) return { passed: false, says: ended.error?.message ?? ended.message ?? ended.how }
  const judged = judgeUpload(check, ended.weights)
  if (judged.kind === 'malformed')
    return { passed: false, says: `${judged.reason.code} ${JSON.stringify(judged.reason.data)}` }
  const scored = await (
    await (scorer ??= openScorer())
  ).score(check, judged, await examinationOf(check.dataset, REHEARSAL))
  if (scored.kind !== 'scored') return { passed: false, says: 'the scorer took too long' }
  return {
    passed: passes(check, scored.score),
    score: scored.score,
    says: `${check.metric} ${scored.score.toFixed(4)} on hidden data, ${check.pass} passes`,
  }
}

async function judgeFunction(
  walker: Walker,
  lesson: string,
  check: Extract<CheckSpec, { kind: 'code' }>,
): Promise<Judged> {
  const spec = draftChallenges().find(lesson, check.id)?.spec
  if (!spec) return { passed: false, says: `${check.id}.challenge.ts is missing` }
  const seed = randomUUID()
  const cases = casesOf(spec, seed).map(({ args }) => args.map(toWire))
  const ended = await walker.run({ type: 'call', function: check.function, cases }, CALL_SECONDS)
  if (!ended.answers) return { passed: false, says: ended.error?.message ?? ended.message ?? ended.how }
  const judged = judgeCode(spec, seed, ended.answers)
  if (judged.kind === 'miscounted')
    return { passed: false, says: `${judged.found} answers for ${judged.expected} cases` }
  const faults = judged.cases.flatMap(({ says, fault }) =>
    fault ? [`${says.en}: ${JSON.stringify(fault)}`] : [],
  )
  const right = judged.cases.length - faults.length
  return {
    passed: judged.verdict === 'verified',
    score: judged.score,
    says: [`${right} of ${judged.cases.length} cases are right`, ...faults].join('; '),
  }
}

export async function closeScorer(): Promise<void> {
  await (await scorer)?.close()
  scorer = undefined
}
