/**
 * Models that are not trained but computed: random features, and a last layer by least squares on the public originals
 * of the hidden examples. Beside them the solutions of the lessons, trained in the real sandbox. Both are scored on the
 * originals, on what an installation asks instead, and as it judges: `docs/decisions/022`.
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { examinationOf, REHEARSAL, servedExamples } from '../lib/datasets/examination.server'
import { hiddenSplit } from '../lib/datasets/hidden.server'
import { createScorer, type Hidden, type Scorable, type Scorer } from '../lib/verify/scorer.server'
import { buildVerifier } from '../scripts/build-verifier'
import { prepareDatasets } from '../scripts/datasets'
import { type Features, forge } from './forgery-model'
import { openSolutions, type Solutions } from './forgery-solutions'
import type { Report } from './report'

type Contest = {
  lesson: string
  /** The cell that ends the training. */
  trained: string
  /** What the lesson's limits leave room for. */
  features: Features
  /** Trainings of the solution; each begins with other weights. */
  rounds: number
}

const contests: Contest[] = [
  { lesson: 'mnist-mlp', trained: 'train', features: { kind: 'dense', units: 128 }, rounds: 3 },
  { lesson: 'mnist-cnn', trained: 'train', features: { kind: 'dense', units: 1200 }, rounds: 2 },
  {
    lesson: 'transfer-learning',
    trained: 'finetune',
    features: { kind: 'conv', filters: 64, window: 5, step: 3 },
    rounds: 2,
  },
  {
    lesson: 'cifar10-cnn',
    trained: 'train',
    features: { kind: 'conv', filters: 64, window: 5, step: 4 },
    rounds: 1,
  },
  {
    lesson: 'sentiment-lstm',
    trained: 'train',
    features: { kind: 'embedding', ids: 4000, width: 64 },
    rounds: 1,
  },
]

export async function run(report: Report): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: { only: { type: 'string', multiple: true }, rounds: { type: 'string' } },
  })
  const chosen = contests.filter(({ lesson }) => values.only?.includes(lesson) ?? true)
  await buildVerifier()
  const scorer = createScorer({ folder: join(process.cwd(), 'dist'), timeout: 600_000, queue: 4 })
  const solutions = await openSolutions()
  try {
    for (const contest of chosen) {
      const rounds = values.rounds === undefined ? contest.rounds : Number(values.rounds)
      await compare(report, { ...contest, rounds }, solutions, scorer)
    }
  } finally {
    await solutions.close()
    await scorer.close()
  }
}

async function compare(
  report: Report,
  { lesson, trained, features, rounds }: Contest,
  solutions: Solutions,
  scorer: Scorer,
): Promise<void> {
  const check = solutions.check(lesson)
  await prepareDatasets([check.dataset])
  const [originals, asked] = await Promise.all([
    hiddenSplit(check.dataset),
    examinationOf(check.dataset, REHEARSAL),
  ])
  const { learned, ...altered } = asked
  if (!learned) throw new Error(`Nothing of ${check.dataset} can be known, so nothing can be forged`)
  const accuracy = async (model: Scorable, on: Hidden) => {
    const scored = await scorer.score(check, model, on)
    if (scored.kind !== 'scored') throw new Error(`${lesson}: ${scored.kind}`)
    return 100 * scored.metrics.accuracy
  }
  const all = async (model: Scorable) => ({
    originals: await accuracy(model, originals),
    altered: await accuracy(model, altered),
    judged: await accuracy(model, asked),
  })
  const say = (figure: string, value: number, ...bar: Parameters<Report['figure']>[3][]) =>
    report.figure(`forgery.${lesson}.${figure}`, value, '%', ...bar)

  report.compare(
    `${lesson}: least squares on the ${originals.labels.length} public originals of what is hidden of ` +
      `${check.dataset}, against the lesson's solution, ${rounds} times`,
  )
  say('mark', 100 * check.pass)
  const forged = await all(await forge(check.input, features, originals))
  say('forged-on-originals', forged.originals)
  say('forged-on-altered', forged.altered)
  // Below the mark: a hair less than it.
  say('forged-judged', forged.judged, { atMost: 100 * check.pass - 0.01 })
  // Just as many served examples, which everybody may use: knowing the hidden ones is to gain nothing beside them.
  const open = await forge(
    check.input,
    features,
    await servedExamples(check.dataset, originals.labels.length),
  )
  say('same-on-served', await accuracy(open, altered))

  const honest: Awaited<ReturnType<typeof all>>[] = []
  for (let round = 0; round < rounds; round++) {
    honest.push(await all(await solutions.train(lesson, trained, round)))
    const { judged } = honest.at(-1)!
    say(`honest-judged-${round + 1}`, judged, { atLeast: 100 * check.pass })
  }
  if (honest.length === 0) return
  const mean = (of: keyof (typeof honest)[number]) =>
    honest.reduce((sum, one) => sum + one[of], 0) / honest.length
  say('honest-on-originals', mean('originals'))
  say('honest-on-altered', mean('altered'))
  say('honest-judged', mean('judged'))
  report.figure(`forgery.${lesson}.honest-loss`, mean('originals') - mean('judged'), 'points', { atMost: 1 })
}
