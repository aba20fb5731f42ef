import { expect, it } from 'vitest'
import { drive } from '@/lib/notebook/fixture'
import { stepsDone } from './steps'

it('ticks what has been done, and nothing before', () => {
  const page = drive()
  expect(stepsDone(page.state)).toEqual([])
  page.act({ type: 'edit', cell: 'model', source: 'const model = 1' })
  expect(stepsDone(page.state)).toEqual(['edit'])
  page.act({ type: 'run', cell: 'model' })
  page.ready()
  expect(stepsDone(page.state)).toEqual(['edit'])
  page.finish()
  expect(stepsDone(page.state)).toEqual(['run', 'edit'])
  page.finish()
  expect(stepsDone(page.state)).toEqual(['run', 'edit', 'check'])
})

it('takes no failed check for a passed one', () => {
  const page = drive()
  page.act({ type: 'run', cell: 'model' })
  page.ready()
  page.finish()
  const { run } = page.state.current!
  page.kernel({ type: 'checked', run, check: 'shape', passed: false, message: 'no' })
  expect(stepsDone(page.state)).toEqual(['run'])
})
