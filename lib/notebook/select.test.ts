import { describe, expect, it } from 'vitest'
import { drive, lesson, manifold } from './fixture'
import {
  atRisk,
  endOf,
  isSignedOut,
  openCheck,
  sweepOf,
  taskOf,
  unsolvedBefore,
  verifiedChecks,
} from './select'

const online = { waiting: 0, durable: true, online: true, signedIn: true }

describe('running everything', () => {
  it('is summed up at its end: where it stopped, what is not met', () => {
    const page = drive()
    page.act({ type: 'run-all' })
    page.ready()
    expect(sweepOf(page.state)).toBeNull()
    page.finish()
    page.finish()
    const { run } = page.state.current!
    page.kernel({ type: 'checked', run, check: 'shape', passed: false, message: 'no' })
    page.finish()
    page.fail()
    expect(sweepOf(page.state)).toEqual({ stopped: 'train', unmet: ['model'] })
    expect(endOf(page.state, 'model')).toBe('bad')
    page.act({ type: 'run', cell: 'data' })
    expect(endOf(page.state, 'data')).toBeNull()
    page.finish()
    expect(endOf(page.state, 'data')).toBe('good')
    expect(sweepOf(page.state)).toBeNull()
  })

  it('names the cell that has to be solved first', () => {
    const page = drive()
    expect(unsolvedBefore(page.state, 'train')?.id).toBe('model')
    expect(unsolvedBefore(page.state, 'aside')).toBeNull()
    page.act({ type: 'edit', cell: 'model', source: 'const model = solved(data)' })
    expect(unsolvedBefore(page.state, 'train')).toBeNull()
  })
})

describe('what closing the page would lose', () => {
  const unsaved = () => {
    const page = drive()
    page.act({ type: 'edit', cell: 'data', source: 'mine' })
    page.act({ type: 'save.due', cell: 'data' })
    page.act({ type: 'save.failed', cell: 'data', why: 'offline' })
    return page
  }

  it('is nothing while this machine keeps it or the server takes it', () => {
    expect(atRisk(unsaved().state)).toBe(0)
    const page = drive()
    page.act({ type: 'drafts.kept', kept: false })
    page.act({ type: 'outbox.changed', ...online, waiting: 3, durable: false })
    expect(atRisk(page.state)).toBe(0)
  })

  it('is what neither has', () => {
    const page = unsaved()
    page.act({ type: 'drafts.kept', kept: false })
    expect(atRisk(page.state)).toBe(1)
    page.act({ type: 'outbox.changed', waiting: 3, durable: false, online: false, signedIn: true })
    expect(atRisk(page.state)).toBe(4)
  })

  it('says that the session has ended, whoever noticed', () => {
    const page = drive(lesson)
    expect(isSignedOut(page.state)).toBe(false)
    page.act({ type: 'outbox.changed', ...online, signedIn: false })
    expect(isSignedOut(page.state)).toBe(true)
  })
})

describe('what a cell asks', () => {
  it('is to be filled in where its author gave a check or a solution, and else to be run', () => {
    const asked = { ...lesson, solutions: ['train'] }
    const of = (id: string, scratch = false) => taskOf(asked, { id, scratch })
    expect(['data', 'model', 'train', 'aside'].map((id) => of(id))).toEqual(['run', 'fill', 'fill', 'run'])
    expect(of('own', true)).toBeNull()
  })
})

describe('how much is verified', () => {
  it('counts what counts at the present version, and names what is open', () => {
    const made = {
      id: 'a',
      check: 'accuracy',
      kind: 'model',
      verdict: 'verified',
      score: 1,
      exact: true,
      reason: null,
      at: '2026-12-01T00:00:00Z',
    } as const
    const page = (counts: boolean) =>
      drive({ ...manifold, state: { verified: false, attempts: [{ ...made, counts }] } }).state
    expect([verifiedChecks(page(true)), openCheck(page(true))]).toEqual([1, 'build'])
    expect([verifiedChecks(page(false)), openCheck(page(false))]).toEqual([0, 'accuracy'])
  })
})
