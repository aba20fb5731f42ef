import { describe, expect, it } from 'vitest'
import { commandsIn, drive, manifold } from './fixture'
import type { Verdict } from '../verify/verdict'

const submit = { type: 'submit', check: 'build', id: 'attempt-1' } as const
const challenge = { id: 'challenge-1', function: 'build', cases: [[1], [2], [3]] }
const issued = { type: 'challenge.issued', id: 'attempt-1', challenge } as const
const returned = (value: number) => ({ outcome: 'returned' as const, value })

function fetching() {
  const page = drive(manifold)
  page.act(submit)
  page.ready()
  while (page.state.submission?.phase === 'running') page.finish()
  return page
}

function calling() {
  const page = fetching()
  page.act(issued)
  return page
}

const answer = (page: ReturnType<typeof drive>, index: number) =>
  page.kernel({ type: 'answered', run: page.state.current!.run, index, result: returned(index * 10) })

describe('a code submission', () => {
  it('runs all cells, fetches a challenge, calls the function and sends what came back', () => {
    const page = fetching()
    expect(page.state.submission).toMatchObject({ phase: 'fetching', done: 4, total: 4, backend: 'wasm' })
    expect(page.effects.at(-1)).toEqual({ type: 'fetch-challenge', submission: page.state.submission })
    expect(page.act({ type: 'run', cell: 'aside' })).toEqual([])
    page.act(issued)
    expect(page.state.current).toMatchObject({ type: 'call', function: 'build', cases: challenge.cases })
    for (const index of [0, 1, 2]) answer(page, index)
    const [effect] = page.finish()
    const results = [returned(0), returned(10), returned(20)]
    expect(effect).toMatchObject({
      type: 'post',
      submission: { id: 'attempt-1', load: { kind: 'code', challenge: 'challenge-1', results } },
    })
    expect(page.state.submission?.phase).toBe('sending')
  })

  it('takes answers in order and once, whatever the kernel says', () => {
    const page = calling()
    answer(page, 1)
    answer(page, 0)
    answer(page, 0)
    answer(page, 7)
    expect(page.state.submission?.challenge?.results).toEqual([returned(0)])
    // What was promised and never came is told as not run.
    page.finish()
    expect(page.state.submission?.load).toMatchObject({
      results: [returned(0), { outcome: 'not-run' }, { outcome: 'not-run' }],
    })
  })

  it('removes a kernel that computes for ever and sends how far it came', () => {
    const page = calling()
    answer(page, 0)
    const { run } = page.state.current!
    // The clock of the case that did come back changes nothing.
    expect(page.act({ type: 'case.expired', run, answered: 0 })).toEqual([])
    const effects = page.act({ type: 'case.expired', run, answered: 1 })
    expect(effects.map((effect) => effect.type)).toEqual(['remove-frame', 'post'])
    expect(page.state.submission).toMatchObject({
      phase: 'sending',
      load: { results: [returned(0), { outcome: 'timed-out' }, { outcome: 'not-run' }] },
    })
  })

  it('sets a clock for each case and none after the last', () => {
    const page = calling()
    const clocks = () => page.effects.filter((one) => one.type === 'wait').length
    expect(clocks()).toBe(1)
    for (const index of [0, 1, 2]) answer(page, index)
    expect(clocks()).toBe(3)
  })

  it('says what is missing when there is no such function', () => {
    const page = calling()
    page.fail('no function build')
    expect(page.state.submission?.failure).toEqual({
      at: 'collecting',
      why: 'no-function',
      detail: 'no function build',
    })
  })

  it('can be stopped while the challenge is on its way; a late challenge is then nobody’s', () => {
    const page = fetching()
    page.act({ type: 'stop' })
    expect(page.state.submission?.failure).toEqual({ at: 'fetching', why: 'stopped' })
    expect(page.act(issued)).toEqual([])
    expect(commandsIn(page.effects)).not.toContain('call')
  })

  it('fails by name when no challenge comes', () => {
    const page = fetching()
    page.act({ type: 'submission.failed', id: 'attempt-1', failure: { at: 'fetching', why: 'offline' } })
    expect(page.state.submission).toMatchObject({ phase: 'failed', failure: { why: 'offline' } })
    expect(page.act({ type: 'send-again' })).toEqual([])
  })

  it('ignores a failure of another phase', () => {
    const page = calling()
    page.act({ type: 'submission.failed', id: 'attempt-1', failure: { at: 'fetching', why: 'offline' } })
    expect(page.state.submission?.phase).toBe('collecting')
  })
})

describe('a quiz', () => {
  const load = { kind: 'quiz', paper: 'paper-1', answers: { first: 'a' } } as const
  const handIn = { type: 'hand-in', check: 'quiz', id: 'quiz-1', load } as const
  const base = {
    score: 1,
    pass: 1,
    reason: null,
    at: '2026-01-01T00:00:00.000Z',
    verdict: 'verified' as const,
  }
  const verdict = (more: object) => ({ ...base, ...more }) as Verdict

  it('is sent at once, without a kernel', () => {
    const page = drive(manifold)
    const [effect, ...more] = page.act(handIn)
    expect(effect).toMatchObject({ type: 'post', submission: { id: 'quiz-1', kind: 'quiz', load } })
    expect(more).toEqual([])
    expect(page.state.kernel.status).toBe('absent')
  })

  it('is no load for another kind of check', () => {
    const page = drive(manifold)
    expect(page.act({ ...handIn, check: 'build' })).toEqual([])
    expect(page.act({ ...submit, check: 'quiz' })).toEqual([])
    expect(page.state.submission).toBeNull()
  })

  it('verifies the lesson together with the other checks only, and keeps their last word', () => {
    const page = drive(manifold)
    page.act(handIn)
    page.act({
      type: 'submission.judged',
      verdict: verdict({ id: 'quiz-1', check: 'quiz', kind: 'quiz', questions: [], left: 5, nextAt: null }),
    })
    expect(page.state.verified).toBe(false)
    page.act(submit)
    expect(page.state.settled['quiz']?.verdict?.verdict).toBe('verified')
    page.ready()
    while (page.state.submission?.phase === 'running') page.finish()
    page.act(issued)
    page.finish()
    page.act({
      type: 'submission.judged',
      verdict: verdict({ id: 'attempt-1', check: 'build', kind: 'code', cases: [] }),
    })
    expect(page.state.verified).toBe(false)
    const weights = { layers: [], specs: [], values: new ArrayBuffer(0) }
    page.act({ type: 'submit', check: 'accuracy', id: 'attempt-2' })
    page.ready()
    while (page.state.current?.type !== 'collect') page.finish()
    page.kernel({ type: 'weights', run: page.state.current.run, ...weights })
    page.act({
      type: 'submission.judged',
      verdict: verdict({ id: 'attempt-2', check: 'accuracy', kind: 'model', metric: 'accuracy' }),
    })
    expect(page.state.verified).toBe(true)
  })
})
