import { describe, expect, it } from 'vitest'
import { drive, lesson } from './fixture'
import { ownCells, remember } from './remembered'
import { endOf, isRemembered, standingOf, sweepOf } from './select'

function visited() {
  const page = drive()
  page.act({ type: 'run', cell: 'data' })
  page.ready()
  page.kernel({ type: 'output', run: page.state.current!.run, output: { kind: 'value', text: '1' } })
  page.finish()
  page.act({ type: 'run', cell: 'model' })
  page.finish()
  page.finish()
  page.act({ type: 'insert', after: 'data', cell: 'scratch-1' })
  page.act({ type: 'edit', cell: 'scratch-1', source: 'data.length' })
  page.act({ type: 'insert', after: 'data', cell: 'scratch-2' })
  return page
}

describe('what a visit leaves', () => {
  it('comes back as the last result, with own cells in their places', () => {
    const page = drive()
    page.act({ type: 'own.found', own: ownCells(visited().state) })
    page.act({ type: 'memory.found', results: remember(visited().state) })
    expect(page.cell('data')).toMatchObject({
      status: 'done',
      run: { outputs: [{ kind: 'value', text: '1' }], source: 'const data = [1, 2, 3]' },
    })
    expect(standingOf(page.cell('data'))).toBe('past')
    expect(page.cell('model').run?.checks).toEqual([{ id: 'shape', passed: true, message: 'good' }])
    expect(isRemembered(page.cell('model'))).toBe(true)
    expect(page.state.order).toEqual(['data', 'scratch-1', 'model', 'train', 'aside'])
    expect(page.cell('scratch-1')).toMatchObject({ source: 'data.length', scratch: true })
  })

  it('is never taken for a run of this page', () => {
    const page = drive()
    page.act({ type: 'memory.found', results: remember(visited().state) })
    expect(page.effects).toEqual([])
    expect(page.state.kernel.status).toBe('absent')
    page.act({ type: 'run-all' })
    page.ready()
    page.fail()
    expect(sweepOf(page.state)).toMatchObject({ stopped: 'data' })
    expect(page.cell('model').validity).toBe('fresh')
    expect(isRemembered(page.cell('model'))).toBe(true)
  })

  it('does not touch what this page has begun, nor a mentor’s view', () => {
    const results = remember(visited().state)
    const page = drive()
    page.act({ type: 'run', cell: 'data' })
    page.ready()
    page.act({ type: 'memory.found', results })
    expect(page.cell('data').run?.outputs).toEqual([])
    expect(endOf(page.state, 'data')).toBeNull()
    const mentor = drive({ ...lesson, readOnly: true })
    mentor.act({ type: 'memory.found', results })
    expect(mentor.cell('data').run).toBeNull()
  })

  it('says of a run that was cut off that it was stopped', () => {
    const page = drive()
    page.act({ type: 'run', cell: 'train' })
    page.ready()
    expect(remember(page.state)['train']?.ended.outcome).toBe('stopped')
  })

  it('is bounded: the latest results are kept whole, of the others their ends', () => {
    const page = drive()
    const text = 'x'.repeat(90_000)
    page.act({ type: 'run-all' })
    page.ready()
    while (page.state.current) {
      const { run, type } = page.state.current
      const times = type === 'evaluate' ? 12 : 0
      for (let index = 0; index < times; index++)
        page.kernel({ type: 'output', run, output: { kind: 'value', text: text + index } })
      page.tick(1000)
      page.finish()
    }
    const results = remember(page.state)
    expect(results['aside']?.outputs).toHaveLength(12)
    expect(results['data']).toMatchObject({ outputs: [], dropped: 12, ended: { outcome: 'done' } })
    expect(JSON.stringify(results).length * 2).toBeLessThan(3_500_000)
  })

  it('moves an own cell among the others, never above the first', () => {
    const page = visited()
    page.act({ type: 'move', cell: 'scratch-1', by: 1 })
    expect(page.state.order).toEqual(['data', 'scratch-2', 'model', 'scratch-1', 'train', 'aside'])
    page.act({ type: 'move', cell: 'scratch-2', by: -1 })
    page.act({ type: 'move', cell: 'model', by: 1 })
    expect(page.state.order).toEqual(['data', 'scratch-2', 'model', 'scratch-1', 'train', 'aside'])
  })
})
