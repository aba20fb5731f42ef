/** Random hands on the page and a random, partly lying kernel behind it: what must hold always, holds after each step. */
import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import type { KernelEvent } from '../runtime/protocol'
import type { Action, Effect } from './effects'
import { manifold as lesson } from './fixture'
import { createState } from './initial'
import { reduce } from './reduce'
import type { NotebookState } from './state'

const cells = lesson.cells.map((cell) => cell.id)
const cell = fc.constantFrom(...cells, 'scratch')
const hand: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ type: fc.constant('run' as const), cell }),
  fc.record({ type: fc.constant('run-above' as const), cell }),
  fc.record({
    type: fc.constantFrom('run-all', 'restart', 'restart-and-run-all', 'stop', 'warm', 'send-again'),
  }),
  fc.record({ type: fc.constantFrom('dismiss-submission' as const, 'undo-remove' as const) }),
  fc.record({
    type: fc.constantFrom('reset', 'undo', 'clear', 'remove', 'keep-mine', 'take-theirs', 'save.due'),
    cell,
  }),
  fc.record({
    type: fc.constant('edit' as const),
    cell,
    source: fc.constantFrom('const data = 1', 'model', ''),
  }),
  fc.record({ type: fc.constant('insert' as const), after: cell, cell: fc.constant('scratch') }),
  fc.record({
    type: fc.constant('submit' as const),
    check: fc.constantFrom('accuracy', 'build', 'quiz'),
    id: fc.uuid({ version: 7 }),
  }),
  fc.record({
    type: fc.constant('hand-in' as const),
    check: fc.constantFrom('quiz', 'build'),
    id: fc.uuid({ version: 7 }),
    load: fc.constant({ kind: 'quiz' as const, paper: 'paper-1', answers: {} }),
  }),
  fc.record({ type: fc.constant('choose-backend' as const), choice: fc.constantFrom('auto', 'cpu', 'wasm') }),
) as fc.Arbitrary<Action>

/** What the kernel says next, of its present run or of another. */
type Reply = { says: string; lying: boolean }
const reply: fc.Arbitrary<Reply> = fc.record({
  says: fc.constantFrom(
    'ready',
    'output',
    'points',
    'finished',
    'failed',
    'checked',
    'weights',
    'dead',
    'expired',
    'challenge',
    'answered',
    'case-expired',
  ),
  lying: fc.boolean(),
})

function answer(state: NotebookState, { says, lying }: Reply): Action {
  const run = lying ? 'session-0-0' : (state.current?.run ?? 'session-0-0')
  if (says === 'expired') return { type: 'stop.expired', run: state.stopping ?? run }
  const answered = state.submission?.challenge?.results.length ?? 0
  if (says === 'case-expired') return { type: 'case.expired', run, answered: lying ? answered + 1 : answered }
  if (says === 'challenge')
    return {
      type: 'challenge.issued',
      id: lying ? 'other' : (state.submission?.id ?? 'other'),
      challenge: { id: 'c', function: 'build', cases: [[1], [2]] },
    }
  const memory = { tensors: 0, bytes: 0 }
  const events: Record<string, KernelEvent> = {
    ready: { type: 'ready', protocol: 1, backend: 'wasm', backends: [] },
    output: { type: 'output', run, output: { kind: 'value', text: run } },
    points: { type: 'points', run, points: [{ series: run, x: 1, y: 1 }] },
    finished: { type: 'finished', run, ms: 1, backend: 'wasm', memory, stopped: lying },
    failed: { type: 'failed', run, ms: 1, error: { name: 'E', message: 'm', stack: [] } },
    checked: { type: 'checked', run, check: 'x', passed: true, message: '' },
    weights: { type: 'weights', run, layers: [], specs: [], values: new ArrayBuffer(0) },
    answered: { type: 'answered', run, index: answered, result: { outcome: 'timed-out' } },
    dead: { type: 'dead', reason: 'gone' },
  }
  return { type: 'kernel.event', generation: state.kernel.generation - (lying ? 1 : 0), event: events[says]! }
}

function holds(state: NotebookState, effects: Effect[], open: Set<number>) {
  const list = state.order.map((id) => state.cells[id]!)
  const running = list.filter((one) => one.status === 'running')
  const waiting = state.queue.flatMap((job) => (job.type === 'evaluate' ? [job.cell] : []))
  // At most one runs, and it is the current job's.
  expect(running.map((one) => one.id)).toEqual(state.current?.type === 'evaluate' ? [state.current.cell] : [])
  // Waiting cells are those in the queue, each once.
  expect(new Set(waiting).size).toBe(waiting.length)
  expect(
    list
      .filter((one) => one.status === 'queued')
      .map((one) => one.id)
      .sort(),
  ).toEqual([...waiting].sort())
  // A result belongs to its own run, and is complete unless it is the one running.
  for (const { run, status } of list) {
    if (!run) continue
    for (const output of run.outputs) expect(output).toMatchObject({ text: run.id })
    for (const series of run.curve) expect(series.name).toBe(run.id)
    expect(run.ended === null).toBe(status === 'running')
  }
  // Work needs a kernel that is ready, or one on its way.
  if (state.current) expect(state.kernel.status).toBe('ready')
  if (state.queue.length > 0) expect(state.kernel.status).not.toBe('absent')
  expect(new Set(state.order).size).toBe(state.order.length)
  // Order of the lesson's own cells never changes.
  expect(state.order.filter((id) => cells.includes(id))).toEqual(cells)
  for (const effect of effects) {
    if (effect.type === 'open') open.add(effect.generation)
    if (effect.type === 'remove-frame') expect(open.delete(effect.generation)).toBe(true)
    if (effect.type === 'command') expect(effect.generation).toBe(state.kernel.generation)
  }
  expect(open.size).toBeLessThanOrEqual(1)
  expect(state.kernel.status === 'absent').toBe(open.size === 0)
  const phase = state.submission?.phase
  if (phase === 'sending') expect(state.submission?.load).not.toBeNull()
  if (phase === 'collecting')
    expect((state.current ?? state.queue[0])?.type).toBe(
      state.submission?.kind === 'code' ? 'call' : 'collect',
    )
}

test.prop([fc.array(fc.oneof(hand, reply), { maxLength: 80 })], { numRuns: 400 })(
  'one run at a time, in order, and nothing shown that is not of its run',
  (steps) => {
    let state = createState(lesson, 'session-0')
    const open = new Set<number>()
    steps.forEach((step, index) => {
      const action = 'says' in step ? answer(state, step) : step
      const next = reduce(state, action, index)
      // A dead frame is removed by the door itself; the state asks for it all the same.
      holds(next.state, next.effects, open)
      state = next.state
    })
  },
)
