import { describe, expect, it } from 'vitest'
import { commandsIn, drive } from './fixture'

const submit = { type: 'submit', check: 'accuracy', id: 'attempt-1' } as const
const weights = (run: string) => ({
  type: 'weights' as const,
  run,
  layers: [],
  specs: [{ name: 'w', shape: [1] }],
  values: new ArrayBuffer(4),
})

const judged = {
  check: 'accuracy',
  kind: 'model' as const,
  metric: 'accuracy' as const,
  exact: true,
  verdict: 'verified' as const,
  score: 0.95,
  pass: 0.9,
  reason: null,
  at: '2026-01-01T00:00:00.000Z',
}

function collecting() {
  const page = drive()
  page.act({ type: 'run', cell: 'data' })
  page.ready()
  page.finish()
  page.act(submit)
  page.ready()
  while (page.state.current?.type !== 'collect') page.finish()
  return page
}

describe('a submission', () => {
  it('is a clean run of every lesson cell in a fresh frame', () => {
    const page = drive()
    page.act({ type: 'insert', after: 'data', cell: 'scratch' })
    page.act({ type: 'run', cell: 'data' })
    page.ready()
    page.finish()
    const effects = page.act(submit)
    expect(effects.map((effect) => effect.type)).toEqual(['remove-frame', 'open'])
    expect(page.state.submission).toMatchObject({ phase: 'running', done: 0, total: 4 })
    expect(Object.keys(page.state.submission!.code)).toEqual(['data', 'model', 'train', 'aside'])
    expect(page.act({ type: 'run', cell: 'aside' })).toEqual([])
  })

  it('collects after the last cell and its checks, then sends', () => {
    const page = collecting()
    expect(page.state.submission).toMatchObject({ phase: 'collecting', done: 4, backend: 'wasm' })
    const effects = page.kernel(weights(page.state.current!.run))
    expect(effects).toEqual([{ type: 'post', submission: page.state.submission }])
    expect(page.state.submission?.phase).toBe('sending')
  })

  it('submits the text that ran, not what is typed meanwhile', () => {
    const page = drive()
    page.act(submit)
    page.act({ type: 'edit', cell: 'train', source: 'later' })
    page.ready()
    while (page.state.current?.type !== 'collect') page.finish()
    expect(page.state.submission?.code['train']).toBe('await model.fit(data)')
    expect(page.cell('train').run?.source).toBe('await model.fit(data)')
  })

  it('keeps the weights when sending fails and sends the same again', () => {
    const page = collecting()
    page.kernel(weights(page.state.current!.run))
    const failure = { at: 'sending', why: 'offline' } as const
    page.act({ type: 'submission.failed', id: 'attempt-1', failure })
    expect(page.state.submission).toMatchObject({ phase: 'failed', failure })
    const [effect] = page.act({ type: 'send-again' })
    expect(effect).toMatchObject({
      type: 'post',
      submission: { id: 'attempt-1', load: { weights: { specs: [{ name: 'w' }] } } },
    })
    const verdict = { ...judged, id: 'attempt-1' }
    page.act({ type: 'submission.judged', verdict })
    expect(page.state).toMatchObject({
      verified: true,
      attempts: [{ id: 'attempt-1', verdict: 'verified', score: 0.95, reason: null }],
      submission: { phase: 'judged', load: null, verdict },
    })
  })

  it('names the cell that failed', () => {
    const page = drive()
    page.act(submit)
    page.ready()
    page.finish()
    page.fail()
    expect(page.state.submission).toMatchObject({
      phase: 'failed',
      failure: { at: 'running', why: 'cell-failed', cell: 'model' },
    })
    expect(page.state.current).toBeNull()
  })

  it('says what is missing when there is no model to collect', () => {
    const page = collecting()
    page.fail('model is not defined')
    expect(page.state.submission?.failure).toEqual({
      at: 'collecting',
      why: 'no-weights',
      detail: 'model is not defined',
    })
  })

  it('ends when the learner stops it, even in the middle of a check', () => {
    const page = drive()
    page.act(submit)
    page.ready()
    page.finish()
    page.finish()
    expect(page.state.current?.type).toBe('check')
    page.act({ type: 'stop' })
    expect(page.state.submission?.failure).toEqual({ at: 'running', why: 'stopped' })
    page.finish()
    expect(commandsIn(page.effects)).not.toContain('collect')
  })

  it('ends when the kernel dies', () => {
    const page = collecting()
    page.kernel({ type: 'dead', reason: 'gone' })
    expect(page.state.submission?.failure).toEqual({ at: 'collecting', why: 'died', detail: 'gone' })
  })

  it('refuses a forged verdict for another id', () => {
    const page = collecting()
    page.act({ type: 'submission.judged', verdict: { ...judged, id: 'other' } })
    expect(page.state.verified).toBe(false)
  })
})
