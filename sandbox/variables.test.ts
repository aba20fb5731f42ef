import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { createRun } from './run'
import * as tf from './tf'
import { shareVariableNames } from './variables'

const runOf = (id: string, cell: string) => createRun(id, 0, undefined, cell)
let by = runOf('run-00001', 'a')
beforeAll(async () => {
  await tf.setBackend('cpu')
  shareVariableNames(() => by)
})
beforeEach(() => {
  tf.disposeVariables()
  by = runOf('run-00001', 'a')
})
const weights = () => tf.variable(tf.zeros([2]), true, 'weights')

test('a cell that is run again takes over the names of its variables, and the old ones can still be read', () => {
  const old = weights()
  by = runOf('run-00002', 'a')
  const next = weights()
  expect(tf.engine().registeredVariables['weights']).toBe(next)
  expect(old.arraySync()).toEqual([0, 0])
  old.dispose()
  expect(tf.engine().registeredVariables['weights']).toBe(next)
  next.dispose()
  expect(tf.engine().registeredVariables['weights']).toBeUndefined()
})

test.each([
  ['the same run', runOf('run-00001', 'a')],
  ['another cell', runOf('run-00002', 'b')],
])('%s cannot take a name twice', (_name, second) => {
  weights()
  by = second
  expect(weights).toThrow(/already registered/)
})
