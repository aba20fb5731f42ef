import { describe, expect, it } from 'vitest'
import { commandsIn, drive, lesson } from './fixture'
import { standingOf } from './select'

describe('running', () => {
  it('opens a kernel for the first run and evaluates when it is ready', () => {
    const page = drive()
    expect(page.act({ type: 'run', cell: 'data' })).toEqual([
      { type: 'open', generation: 0, backend: 'auto' },
    ])
    expect(page.cell('data').status).toBe('queued')
    expect(commandsIn(page.ready())).toEqual(['evaluate'])
    expect(page.cell('data').status).toBe('running')
    page.finish()
    expect(page.cell('data')).toMatchObject({ status: 'done', validity: 'evaluated' })
    expect(page.effects.at(-1)).toEqual({
      type: 'record',
      event: { type: 'cell.ran', cell: 'data', outcome: 'done', ms: 10 },
    })
  })

  it('runs all in page order, one at a time, with each cell’s checks right after it', () => {
    const page = drive()
    page.act({ type: 'run-all' })
    page.ready()
    const seen: string[] = []
    while (page.state.current) {
      const job = page.state.current
      seen.push(job.type === 'evaluate' ? job.cell : job.type === 'check' ? `check ${job.check}` : 'collect')
      page.finish()
    }
    expect(seen).toEqual(['data', 'model', 'check shape', 'train', 'aside'])
    expect(page.cell('model').run?.checks).toEqual([{ id: 'shape', passed: true, message: 'good' }])
    expect(page.effects).toContainEqual({ type: 'record', event: { type: 'check.passed', check: 'shape' } })
  })

  it('runs above without the cell itself', () => {
    const page = drive()
    page.act({ type: 'run-above', cell: 'train' })
    expect(page.state.queue.map((job) => (job.type === 'evaluate' ? job.cell : ''))).toEqual([
      'data',
      'model',
    ])
  })

  it('lets the queue go when a cell fails', () => {
    const page = drive()
    page.act({ type: 'run-all' })
    page.ready()
    page.fail('no such thing')
    expect(page.cell('data').status).toBe('failed')
    expect(page.cell('data').run?.problem).toMatchObject({
      type: 'error',
      error: { message: 'no such thing' },
    })
    expect(page.cell('model').status).toBe('idle')
    expect(page.state.queue).toEqual([])
  })

  it('takes the newer text of a cell that already waits, and ignores a second run of a running one', () => {
    const page = drive()
    page.act({ type: 'run', cell: 'data' })
    page.act({ type: 'edit', cell: 'data', source: 'const data = [4]' })
    page.act({ type: 'run', cell: 'data' })
    page.ready()
    expect(page.cell('data').run?.source).toBe('const data = [4]')
    page.act({ type: 'run', cell: 'data' })
    expect(page.state.queue).toEqual([])
  })

  it('does nothing in a mentor’s view', () => {
    const page = drive({ ...lesson, readOnly: true })
    expect(page.act({ type: 'run-all' })).toEqual([])
    expect(page.act({ type: 'edit', cell: 'data', source: 'x' })).toEqual([])
    expect(page.act({ type: 'restart-and-run-all' })).toEqual([])
    expect(page.act({ type: 'submit', check: 'accuracy', id: 'x' })).toEqual([])
    expect(page.act({ type: 'warm' })).toEqual([])
    expect(page.state.kernel.status).toBe('absent')
  })
})

describe('what comes late', () => {
  it('goes to the cell that caused it, and ends nothing', () => {
    const page = drive()
    page.act({ type: 'run', cell: 'data' })
    page.ready()
    const { run } = page.state.current!
    page.finish()
    page.act({ type: 'run', cell: 'aside' })
    page.kernel({ type: 'output', run, output: { kind: 'value', text: 'late' } })
    page.kernel({ type: 'points', run, points: [{ series: 'loss', x: 1, y: 1 }] })
    expect(page.cell('data').run).toMatchObject({ outputs: [{ text: 'late' }], curve: [{ name: 'loss' }] })
    expect(page.cell('aside').run).toMatchObject({ outputs: [], curve: [] })
    expect(page.cell('aside').status).toBe('running')
  })
})

describe('the kernel is not believed', () => {
  it('ignores events of other runs and of removed frames', () => {
    const page = drive()
    page.act({ type: 'run', cell: 'data' })
    page.ready()
    const before = page.state
    page.kernel({ type: 'output', run: 'session-0-99', output: { kind: 'value', text: 'forged' } })
    page.kernel({ type: 'checked', run: page.state.current!.run, check: 'shape', passed: true, message: '' })
    page.act({ type: 'kernel.event', generation: 7, event: { type: 'dead', reason: 'forged' } })
    expect(page.state).toBe(before)
  })

  it('names the check it asked for, whatever name comes back', () => {
    const page = drive()
    page.act({ type: 'run', cell: 'model' })
    page.ready()
    page.finish()
    const run = page.state.current!.run
    const passed = { type: 'record', event: { type: 'check.passed', check: 'shape' } }
    expect(page.kernel({ type: 'checked', run, check: 'another', passed: true, message: '' })).toEqual([
      passed,
    ])
    expect(page.kernel({ type: 'checked', run, check: 'shape', passed: true, message: '' })).toEqual([])
    expect(page.cell('model').run?.checks).toHaveLength(1)
  })

  it('says that it died, keeps what was shown, and can be started again', () => {
    const page = drive()
    page.act({ type: 'run-all' })
    page.ready()
    const { run } = page.state.current!
    page.kernel({ type: 'output', run, output: { kind: 'value', text: '1' } })
    page.kernel({ type: 'dead', reason: 'out of memory' })
    expect(page.state.kernel).toMatchObject({ status: 'absent', generation: 1, lost: { why: 'died' } })
    expect(page.cell('data').run).toMatchObject({
      outputs: [{ kind: 'value', text: '1' }],
      problem: { type: 'died', reason: 'out of memory' },
    })
    expect(page.state.queue).toEqual([])
    expect(page.act({ type: 'run', cell: 'data' })).toEqual([
      { type: 'open', generation: 1, backend: 'auto' },
    ])
  })

  it('starts without the device that was lost, or with which it did not start, until the reader chooses it', () => {
    const lost = drive()
    lost.act({ type: 'run', cell: 'data' })
    lost.kernel({
      type: 'ready',
      protocol: 1,
      backend: 'webgl',
      backends: [{ name: 'webgl', usable: true, software: false, detail: '' }],
    })
    lost.kernel({ type: 'dead', reason: 'device lost' })
    expect(lost.cell('data').run).toMatchObject({ problem: { type: 'died', reason: 'device lost' } })
    const onWasm = [{ type: 'open', generation: 1, backend: 'wasm' }]
    expect(lost.act({ type: 'run', cell: 'data' })).toEqual(onWasm)

    const hangs = drive()
    hangs.act({ type: 'run', cell: 'data' })
    hangs.kernel({ type: 'dead', reason: 'silent' })
    expect(hangs.state.kernel).toMatchObject({ status: 'absent', lost: { why: 'died', reason: 'silent' } })
    expect(hangs.act({ type: 'run', cell: 'data' })).toEqual(onWasm)
  })

  it('keeps the choice of a backend when the kernel died of something else', () => {
    const page = drive()
    page.act({ type: 'run', cell: 'data' })
    page.ready()
    page.kernel({ type: 'dead', reason: 'device lost' })
    expect(page.act({ type: 'run', cell: 'data' })).toEqual([
      { type: 'open', generation: 1, backend: 'auto' },
    ])
  })
})

describe('stopping', () => {
  it('asks politely, then removes the frame; curve and outputs stay, the variables are gone', () => {
    const page = drive()
    page.act({ type: 'run', cell: 'data' })
    page.ready()
    page.finish()
    page.act({ type: 'run', cell: 'train' })
    page.act({ type: 'run', cell: 'aside' })
    const { run } = page.state.current!
    page.kernel({
      type: 'points',
      run,
      points: [
        { series: 'loss', x: 1, y: 2 },
        { series: 'loss', x: 2, y: 1 },
      ],
    })
    expect(page.act({ type: 'stop' })).toEqual([
      { type: 'command', generation: 0, command: { type: 'interrupt', run } },
      { type: 'wait', ms: 700, action: { type: 'stop.expired', run } },
    ])
    expect(page.cell('aside').status).toBe('idle')
    expect(page.act({ type: 'stop' })).toEqual([])
    page.tick(700)
    const removed = page.act({ type: 'stop.expired', run })
    expect(removed[0]).toEqual({ type: 'remove-frame', generation: 0 })
    expect(page.cell('train')).toMatchObject({
      status: 'stopped',
      run: { ended: { outcome: 'stopped', ms: 700 } },
    })
    expect(page.cell('train').run?.curve[0]?.y).toEqual([2, 1])
    expect(removed.map((effect) => effect.type === 'record' && effect.event.type)).toContain(
      'training.finished',
    )
    expect(page.state.kernel.lost).toEqual({ why: 'stopped' })
    expect(standingOf(page.cell('data'))).toBe('past')
  })

  it('keeps the kernel when the run ends in time', () => {
    const page = drive()
    page.act({ type: 'run', cell: 'train' })
    page.ready()
    const { run } = page.state.current!
    page.act({ type: 'stop' })
    page.finish(true)
    expect(page.act({ type: 'stop.expired', run })).toEqual([])
    expect(page.cell('train').status).toBe('stopped')
    expect(page.state.kernel.status).toBe('ready')
  })

  it('takes a waiting cell out of the queue, and leaves the running one and the others alone', () => {
    const page = drive()
    page.act({ type: 'run-all' })
    page.ready()
    expect(page.act({ type: 'stop', cell: 'train' })).toEqual([])
    expect(page.cell('train').status).toBe('idle')
    expect(page.cell('data').status).toBe('running')
    expect(page.state.queue.map((job) => (job.type === 'evaluate' ? job.cell : ''))).toEqual([
      'model',
      'aside',
    ])
    expect(page.state.stopping).toBeNull()
    while (page.state.current) page.finish()
    expect(page.cell('aside').status).toBe('done')
  })

  it('ends the whole submission when one of its cells is taken out', () => {
    const page = drive()
    page.act({ type: 'submit', check: 'accuracy', id: 'x' })
    page.ready()
    page.act({ type: 'stop', cell: 'train' })
    expect(page.state.submission).toMatchObject({ phase: 'failed', failure: { why: 'stopped' } })
  })

  it('empties the queue while the kernel is still starting', () => {
    const page = drive()
    page.act({ type: 'run-all' })
    page.act({ type: 'stop' })
    expect(page.ready()).toEqual([])
    expect(page.cell('data').status).toBe('idle')
  })

  it('restarts for another backend', () => {
    const page = drive()
    page.act({ type: 'run', cell: 'data' })
    page.ready()
    page.finish()
    const effects = page.act({ type: 'choose-backend', choice: 'cpu' })
    expect(effects).toEqual([
      { type: 'remove-frame', generation: 0 },
      { type: 'open', generation: 1, backend: 'cpu' },
    ])
    expect(page.cell('data').validity).toBe('fresh')
  })
})

describe('staleness', () => {
  const ran = () => {
    const page = drive()
    page.act({ type: 'run-all' })
    page.ready()
    while (page.state.current) page.finish()
    return page
  }
  const validities = (page: ReturnType<typeof ran>) => page.state.order.map((id) => page.cell(id).validity)

  it('marks what depends on an edited cell, and unmarks it when the edit is taken back', () => {
    const page = ran()
    expect(validities(page)).toEqual(['evaluated', 'evaluated', 'evaluated', 'evaluated'])
    page.act({ type: 'edit', cell: 'data', source: 'const data = [9]' })
    expect(validities(page)).toEqual(['stale', 'stale', 'stale', 'evaluated'])
    page.act({ type: 'edit', cell: 'data', source: lesson.cells[0]!.starter })
    expect(validities(page)).toEqual(['evaluated', 'evaluated', 'evaluated', 'evaluated'])
  })

  it('marks nothing for a comment or a blank', () => {
    const page = ran()
    page.act({ type: 'edit', cell: 'data', source: '// three\nconst data = [ 1, 2, 3 ]' })
    expect(validities(page)).toEqual(['evaluated', 'evaluated', 'evaluated', 'evaluated'])
  })

  it('marks who uses a name that was renamed, before and after each of them runs again', () => {
    const page = ran()
    const again = (cell: string) => {
      page.act({ type: 'run', cell })
      while (page.state.current) page.finish()
    }
    page.act({ type: 'edit', cell: 'data', source: 'const numbers = [1, 2, 3]' })
    expect(page.cell('model').validity).toBe('stale')
    again('data')
    expect(page.cell('model').validity).toBe('stale')
    again('model')
    // It ran on what the kernel still holds under the old name.
    expect(page.cell('model').validity).toBe('stale')
    page.act({ type: 'edit', cell: 'model', source: 'const model = build(numbers)' })
    again('model')
    expect(page.cell('model').validity).toBe('evaluated')
  })

  it('marks what ran before its upstream ran again', () => {
    const page = ran()
    page.act({ type: 'run', cell: 'model' })
    while (page.state.current) page.finish()
    expect(validities(page)).toEqual(['evaluated', 'evaluated', 'stale', 'evaluated'])
  })
})

describe('texts', () => {
  it('resets and undoes the reset; the editor’s echo does not spend the undo', () => {
    const page = drive()
    page.act({ type: 'edit', cell: 'data', source: 'mine' })
    page.act({ type: 'reset', cell: 'data' })
    expect(page.cell('data')).toMatchObject({ source: lesson.cells[0]!.starter, undo: 'mine' })
    page.act({ type: 'edit', cell: 'data', source: lesson.cells[0]!.starter })
    page.act({ type: 'undo', cell: 'data' })
    expect(page.cell('data')).toMatchObject({ source: 'mine', undo: null })
  })

  it('inserts a scratch cell, removes it and brings it back', () => {
    const page = drive()
    page.act({ type: 'insert', after: 'data', cell: 'scratch-1' })
    expect(page.state.order).toEqual(['data', 'scratch-1', 'model', 'train', 'aside'])
    page.act({ type: 'edit', cell: 'scratch-1', source: 'data.length' })
    page.act({ type: 'remove', cell: 'scratch-1' })
    page.act({ type: 'remove', cell: 'data' })
    expect(page.state.order).toEqual(['data', 'model', 'train', 'aside'])
    page.act({ type: 'undo-remove' })
    expect(page.cell('scratch-1').source).toBe('data.length')
  })

  it('clears what a finished run has shown', () => {
    const page = drive()
    page.act({ type: 'run', cell: 'data' })
    page.ready()
    page.kernel({ type: 'output', run: page.state.current!.run, output: { kind: 'value', text: '1' } })
    page.act({ type: 'clear', cell: 'data' })
    expect(page.cell('data').run?.outputs).toHaveLength(1)
    page.finish()
    page.act({ type: 'clear', cell: 'data' })
    expect(page.cell('data').run?.outputs).toEqual([])
  })
})
