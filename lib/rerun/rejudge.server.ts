/**
 * One stored attempt under the check as it is now. Nothing is asked of the trainee again: a quiz keeps its answers, a
 * function its outputs with the seed of their inputs, a model its weights and layers, a project its points.
 */
import 'server-only'
import { createHash } from 'node:crypto'
import { judgeCode, spellCases } from '../checks/judge-code'
import type { ChallengeSpec } from '../checks/challenge'
import { installedChallenges } from '../checks/challenges.server'
import { askAgain } from '../checks/issue-quiz'
import { judgeQuiz } from '../checks/judge-quiz'
import type { Quiz } from '../checks/quiz'
import { quizOf, rubricOf } from '../content/source.server'
import type { CheckSpec } from '../curriculum/checks'
import type { Lesson } from '../curriculum/lesson'
import { type ModelCheckSpec, passes } from '../curriculum/model-check'
import { installedExamination } from '../datasets/examination.server'
import { judgePoints } from '../reviews/judge-points'
import { Points, type Rubric } from '../reviews/rubric'
import { showShape } from '../verify/topology'
import { planModel, prescribed, Topology } from '../verify/topology'
import { type Hidden, type Scorer, scorer } from '../verify/scorer.server'
import type { StoredResults } from '../verify/submit-code.server'
import type { StoredQuiz } from '../verify/submit-quiz.server'
import type { ReasonCode } from '../verify/verdict'
import { roughly } from '../verify/telling'
import { judgeVocabulary } from '../verify/vocabulary'

/** What is stored of an attempt, as far as judging needs it. */
export type Stored = {
  answers: unknown
  topology: unknown
  /** Of models only. */
  weights: Uint8Array | null
  /** Of projects only. */
  points: unknown
  /** Whether its score was told exactly; else it is not now either. */
  exact: boolean
}

export type Rejudged =
  | {
      kind: 'judged'
      verdict: 'verified' | 'refused'
      reason: ReasonCode | null
      score: number
      details?: unknown
      metrics?: Record<string, number>
      /** For the lesson's best score, 0 to 1. */
      share: number
    }
  /** It cannot be told from what is stored; the verdict stays. */
  | { kind: 'untellable'; why: 'inputs-changed' | 'not-stored' | 'points-missing' | 'busy' }

export type RejudgeWith = {
  quiz: (lesson: Lesson, check: string) => Quiz | undefined
  rubric: (lesson: Lesson, check: string) => Rubric | undefined
  challenge: (lesson: string, check: string) => ChallengeSpec | undefined
  hidden: (dataset: string) => Promise<Hidden>
  scorer: Pick<Scorer, 'score'>
}

export const installedJudges = (): RejudgeWith => ({
  quiz: quizOf,
  rubric: rubricOf,
  challenge: (lesson, check) => installedChallenges().find(lesson, check)?.spec,
  hidden: installedExamination,
  scorer: scorer(),
})

const NOT_STORED: Rejudged = { kind: 'untellable', why: 'not-stored' }

const share = (
  verdict: 'verified' | 'refused',
  reason: ReasonCode,
  score: number,
  details?: unknown,
): Rejudged => ({
  kind: 'judged',
  verdict,
  reason: verdict === 'verified' ? null : reason,
  score,
  share: score,
  ...(details !== undefined && { details }),
})

export async function rejudge(
  lesson: Lesson,
  check: CheckSpec,
  stored: Stored,
  using: RejudgeWith,
): Promise<Rejudged> {
  switch (check.kind) {
    case 'quiz': {
      const quiz = using.quiz(lesson, check.id)
      if (!quiz || typeof stored.answers !== 'object' || stored.answers === null) return NOT_STORED
      const { given, asked } = stored.answers as Partial<StoredQuiz>
      // Attempts of before papers were stored answered questions that nobody kept.
      if (!given || !asked) return NOT_STORED
      const issued = askAgain(quiz.questions, asked)
      if (!issued) return { kind: 'untellable', why: 'inputs-changed' }
      const { verdict, score, questions } = judgeQuiz(issued, given, check.pass)
      return share(verdict, 'questions-wrong', score, questions)
    }
    case 'code':
      return rejudgeCode(using.challenge(lesson.id, check.id), stored.answers)
    case 'model':
      return rejudgeModel(check, stored, using)
    case 'review': {
      const rubric = using.rubric(lesson, check.id)
      const points = Points.safeParse(stored.points)
      if (!rubric || !points.success) return NOT_STORED
      const judged = judgePoints(rubric, points.data)
      if (judged.kind === 'incomplete') return { kind: 'untellable', why: 'points-missing' }
      const verdict = judged.decision === 'accepted' ? 'verified' : 'refused'
      return share(verdict, 'returned', judged.sum / judged.most)
    }
    default:
      return check satisfies never
  }
}

function rejudgeCode(spec: ChallengeSpec | undefined, answers: unknown): Rejudged {
  const { results, seed, inputs } = (answers ?? {}) as Partial<StoredResults>
  if (!spec || !Array.isArray(results) || typeof seed !== 'string') return NOT_STORED
  // Other inputs than the ones that were answered would refuse everybody.
  const now = createHash('sha256').update(spellCases(spec, seed)).digest('hex')
  if (now !== inputs) return { kind: 'untellable', why: 'inputs-changed' }
  const judged = judgeCode(spec, seed, results)
  if (judged.kind === 'miscounted') return { kind: 'untellable', why: 'inputs-changed' }
  return share(judged.verdict, 'cases-wrong', judged.score, judged.cases)
}

/** What of a topology a check that prescribes one would have compared. */
const spell = ({ nodes }: Topology) =>
  JSON.stringify(
    nodes.map(({ layer }) => layer).filter(({ type }) => type !== 'dropout' && type !== 'flatten'),
  )

async function rejudgeModel(check: ModelCheckSpec, stored: Stored, using: RejudgeWith): Promise<Rejudged> {
  const own = prescribed(check)
  // Before layers were stored, every model was the one that its check prescribed.
  const found = stored.topology === null ? own : (Topology.safeParse(stored.topology).data ?? null)
  const planned = found && planModel(found)
  if (!stored.weights || !found || planned?.kind !== 'planned') return NOT_STORED
  const { plan } = planned
  if (stored.weights.byteLength !== plan.parameters * 4) return NOT_STORED
  const refused = (reason: ReasonCode): Rejudged => ({ ...share('refused', reason, 0), share: 0 }) as Rejudged
  if (own && spell(own) !== spell(found)) return refused('layer-config')
  if (check.limits && plan.parameters > check.limits.parameters) return refused('parameters')
  if (check.limits && found.nodes.length > check.limits.layers) return refused('layers')
  if (check.output && showShape(check.output) !== showShape(plan.output)) return refused('model-output')
  if (showShape(check.input) !== showShape(found.input)) return refused('layer-input')
  const hidden = await using.hidden(check.dataset)
  if (judgeVocabulary(found, hidden)) return refused('embedding-size')
  // A copy: the bytes of a row need not begin where a float may.
  const values = new Float32Array(Uint8Array.from(stored.weights).buffer)
  const scored = await using.scorer.score(check, { topology: found, values }, hidden)
  if (scored.kind !== 'scored') return { kind: 'untellable', why: 'busy' }
  const verdict = passes(check, scored.score) ? 'verified' : 'refused'
  const why = scored.fitted ? 'fitted' : stored.exact ? 'score' : 'score-rough'
  const reason = verdict === 'verified' ? null : why
  if (stored.exact) {
    const { score, metrics } = scored
    return { kind: 'judged', verdict, reason, score, metrics, share: metrics.accuracy }
  }
  const told = roughly(check, scored.score, verdict)
  return { kind: 'judged', verdict, reason, score: told, share: check.metric === 'accuracy' ? told : 0 }
}
