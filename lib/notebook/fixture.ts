/** A small lesson and short ways to drive it, for the tests of this folder. */
import type { KernelEvent } from '../runtime/protocol'
import type { Action, Effect } from './effects'
import { createState } from './initial'
import type { NotebookLesson } from './lesson'
import { reduce } from './reduce'
import type { NotebookState } from './state'

const script = { url: '/kernel/core.js', bytes: 1 }

export const lesson: NotebookLesson = {
  id: 'small-lesson',
  version: 1,
  locale: 'en',
  userId: 'learner',
  cells: [
    { id: 'data', starter: 'const data = [1, 2, 3]' },
    { id: 'model', starter: 'const model = build(data)' },
    { id: 'train', starter: 'await model.fit(data)' },
    { id: 'aside', starter: 'console.log("aside")' },
  ],
  publicChecks: [{ id: 'shape', for: 'model', source: 'that(model)' }],
  checks: [
    { id: 'accuracy', kind: 'model', variable: 'model', metric: 'accuracy', pass: 0.9, leaderboard: false },
  ],
  kernel: {
    hash: '0'.repeat(16),
    scripts: { core: script, webgpu: script, webgl: script },
    assets: {},
    types: script,
    frame: { url: '/sandbox/frame' },
  },
  solutions: [],
  datasets: {},
  state: { verified: false, attempts: [] },
}

/** The same with a function and a quiz to hand in. */
export const manifold: NotebookLesson = {
  ...lesson,
  checks: [
    ...lesson.checks,
    { id: 'build', kind: 'code', function: 'build' },
    { id: 'quiz', kind: 'quiz', pass: 1, questions: 0 },
  ],
}

/** Drives the reducer as the acting side would, remembering every effect. */
export function drive(start: NotebookLesson = lesson) {
  let now = 1_000_000
  let state = createState(start, 'session-0')
  const effects: Effect[] = []
  const act = (action: Action): Effect[] => {
    const step = reduce(state, action, now)
    state = step.state
    effects.push(...step.effects)
    return step.effects
  }
  const kernel = (event: KernelEvent) =>
    act({ type: 'kernel.event', generation: state.kernel.generation, event })
  return {
    act,
    kernel,
    effects,
    get state(): NotebookState {
      return state
    },
    cell: (id: string) => state.cells[id]!,
    tick: (ms: number) => {
      now += ms
    },
    ready: () =>
      kernel({
        type: 'ready',
        protocol: 1,
        backend: 'wasm',
        backends: [{ name: 'wasm', usable: true, software: false, detail: '' }],
      }),
    finish: (stopped = false) => {
      const job = state.current!
      if (job.type === 'check') {
        kernel({ type: 'checked', run: job.run, check: job.check, passed: true, message: 'good' })
      }
      return kernel({
        type: 'finished',
        run: job.run,
        ms: 10,
        backend: 'wasm',
        memory: { tensors: 0, bytes: 0 },
        stopped,
      })
    },
    fail: (message = 'boom') =>
      kernel({
        type: 'failed',
        run: state.current!.run,
        ms: 5,
        error: { name: 'Error', message, stack: [] },
      }),
  }
}

export const commandsIn = (effects: Effect[]) =>
  effects.flatMap((effect) => (effect.type === 'command' ? [effect.command.type] : []))
