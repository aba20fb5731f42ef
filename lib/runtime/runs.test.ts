import { expect, test } from 'vitest'
import type { KernelEvent } from './protocol'
import { Runs } from './runs'

const finished = (run: string): KernelEvent => ({
  type: 'finished',
  run,
  ms: 1,
  backend: 'cpu',
  memory: { tensors: 0, bytes: 0 },
  stopped: false,
})
const output = (run: string): KernelEvent => ({ type: 'output', run, output: { kind: 'value', text: '1' } })
const checked = (run: string): KernelEvent => ({
  type: 'checked',
  run,
  check: 'a',
  passed: true,
  message: '',
})
const weights = (run: string): KernelEvent => ({
  type: 'weights',
  run,
  layers: [],
  specs: [],
  values: new ArrayBuffer(0),
})

test('events of runs that were never started are refused', () => {
  const runs = new Runs()
  for (const event of [
    output('run-00001'),
    finished('run-00001'),
    checked('run-00001'),
    weights('run-00001'),
  ]) {
    expect(runs.accepts(event)).toBe(false)
  }
})

test('a run is over once, and what it left behind decides nothing', () => {
  const runs = new Runs()
  runs.sent({ type: 'evaluate', run: 'run-00001', cell: 'a', source: '1' })
  expect(runs.idle).toBe(false)
  expect(runs.accepts(output('run-00001'))).toBe(true)
  expect(runs.accepts(finished('run-00001'))).toBe(true)
  expect(runs.idle).toBe(true)
  expect(runs.accepts(finished('run-00001'))).toBe(false)
  expect(runs.accepts(output('run-00001'))).toBe(true)
  expect(runs.accepts({ type: 'started', run: 'run-00001' })).toBe(false)
})

test('only a cell may speak late', () => {
  const runs = new Runs()
  runs.sent({ type: 'check', run: 'run-00001', check: 'a', source: '1' })
  expect(runs.accepts(finished('run-00001'))).toBe(true)
  expect(runs.accepts(output('run-00001'))).toBe(false)
})

test('a cell cannot answer as a check, nor a check hand in weights', () => {
  const runs = new Runs()
  runs.sent({ type: 'evaluate', run: 'run-00001', cell: 'a', source: '1' })
  runs.sent({ type: 'check', run: 'run-00002', check: 'a', source: '1' })
  runs.sent({ type: 'collect', run: 'run-00003', variable: 'model' })
  expect(runs.accepts(checked('run-00001'))).toBe(false)
  expect(runs.accepts(checked('run-00002'))).toBe(true)
  expect(runs.accepts(weights('run-00002'))).toBe(false)
  expect(runs.accepts(weights('run-00003'))).toBe(true)
})

test('a request for data is heard once, and not without end', () => {
  const runs = new Runs()
  const need = (request: string): KernelEvent => ({ type: 'need', request, dataset: 'mnist' })
  expect(runs.accepts(need('r1'))).toBe(true)
  expect(runs.accepts(need('r1'))).toBe(false)
  const heard = Array.from({ length: 200 }, (_, index) => runs.accepts(need(`x${index}`)))
  expect(heard.filter(Boolean)).toHaveLength(99)
})

test.each(['finished', 'failed', 'weights'])('an end that cannot be read still ends its run: %s', (type) => {
  const runs = new Runs()
  runs.sent({ type: 'collect', run: 'run-00001', variable: 'model' })
  expect(runs.refused({ type, run: 'run-00002' })).toBeUndefined()
  expect(runs.refused({ type, run: 'run-00001', values: 'too much' })).toBe('run-00001')
  expect(runs.idle).toBe(true)
  expect(runs.refused({ type, run: 'run-00001' })).toBeUndefined()
})

test('what ends nothing is refused without an end', () => {
  const runs = new Runs()
  runs.sent({ type: 'evaluate', run: 'run-00001', cell: 'a', source: '' })
  for (const message of [
    null,
    3,
    { type: 'output', run: 'run-00001' },
    { type: 'weights', run: 'run-00001' },
    { type: 'finished' },
  ])
    expect(runs.refused(message)).toBeUndefined()
  expect(runs.idle).toBe(false)
})
