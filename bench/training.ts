/**
 * Training MNIST in a worker of headless Chromium: TF.js with our WASM kernels against TF.js as published,
 * with the same bundle, data, models and `fit` options, in turns within one run.
 */
import type { Report } from './report'
import { median } from './report'
import { openHost } from './training-host'
import type { Host } from './training-host'
import type { Answer, ModelName, Setting } from './training-protocol'

interface Contest {
  model: ModelName
  peer: Setting['backend']
  /** How the peer's figure is called. */
  peerFigure: string
  rounds: number
  seconds: number
  /** Batches after which the two losses are compared. */
  lossSteps: number
  atLeast: number
}

const contests: Contest[] = [
  {
    model: 'mnist-mlp',
    peer: 'wasm',
    peerFigure: 'stock-steps-per-second',
    rounds: 5,
    seconds: 4,
    lossSteps: 100,
    atLeast: 8,
  },
  // Stock WASM cannot train a convolution at all, so the peer is what a trainee would fall back to.
  {
    model: 'mnist-cnn',
    peer: 'cpu',
    peerFigure: 'cpu-steps-per-second',
    rounds: 3,
    seconds: 8,
    lossSteps: 4,
    atLeast: 20,
  },
]

export async function run(report: Report): Promise<void> {
  const host = await openHost()
  try {
    await reportStockConvolution(report, host)
    for (const contest of contests) await compare(report, host, contest)
  } finally {
    await host.close()
  }
}

/** The reason for the second contest's peer, observed rather than believed. */
async function reportStockConvolution(report: Report, host: Host): Promise<void> {
  const setting: Setting = { model: 'mnist-cnn', backend: 'wasm', repaired: false }
  const answer = await host.ask('refusal', { kind: 'prepare', setting })
  await host.end('refusal')
  const words =
    answer.kind === 'failed' ? `throws "${answer.message}"` : 'trains; compare with it instead of CPU'
  report.compare(`mnist-cnn on stock WASM ${words}`)
}

async function compare(report: Report, host: Host, contest: Contest): Promise<void> {
  const { model, peer, rounds, seconds, lossSteps } = contest
  const name = `training.${model}`
  report.compare(
    `${model}, batch 128, Adam, 60000 images, model.fit: WASM with our kernels against stock ` +
      `${peer.toUpperCase()}, ${rounds} rounds of ${seconds} s each in turns, medians`,
  )
  expectKind(
    await host.ask('peer', { kind: 'prepare', setting: { model, backend: peer, repaired: false } }),
    'ready',
  )
  expectKind(
    await host.ask('ours', { kind: 'prepare', setting: { model, backend: 'wasm', repaired: true } }),
    'ready',
  )
  const speeds: { peer: number[]; ours: number[] } = { peer: [], ours: [] }
  for (let round = 0; round < rounds; round++) {
    for (const contender of ['peer', 'ours'] as const) {
      const { steps, seconds: taken } = expectKind(
        await host.ask(contender, { kind: 'fit', seconds }),
        'fitted',
      )
      speeds[contender].push(steps / taken)
    }
  }
  const losses = {
    peer: expectKind(await host.ask('peer', { kind: 'loss', steps: lossSteps }), 'loss').loss,
    ours: expectKind(await host.ask('ours', { kind: 'loss', steps: lossSteps }), 'loss').loss,
  }
  await host.end('peer')
  await host.end('ours')
  // Each round's two figures were taken side by side, so their ratio forgives a machine that slows down.
  const ratios = speeds.ours.map((speed, round) => speed / (speeds.peer[round] ?? Number.NaN))
  report.figure(`${name}.${contest.peerFigure}`, median(speeds.peer), 'steps/s')
  report.figure(`${name}.steps-per-second`, median(speeds.ours), 'steps/s')
  report.figure(`${name}.ratio`, median(ratios), 'x', { atLeast: contest.atLeast })
  report.figure(`${name}.loss-after-${lossSteps}-steps`, losses.ours, '')
  report.figure(`${name}.loss-difference`, Math.abs(losses.ours - losses.peer), '', { atMost: 1e-3 })
}

function expectKind<Kind extends Answer['kind']>(
  answer: Answer,
  kind: Kind,
): Extract<Answer, { kind: Kind }> {
  if (answer.kind === kind) return answer as Extract<Answer, { kind: Kind }>
  throw new Error(
    answer.kind === 'failed' ? answer.message : `The worker answered ${answer.kind}, not ${kind}.`,
  )
}
