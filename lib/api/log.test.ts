import { DrizzleQueryError } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { describeFault } from './log.server'

test('a failed query is described without its parameters', () => {
  const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
  const described = describeFault(
    new DrizzleQueryError('select 1 where token = $1', ['a session token'], cause),
  )
  expect(JSON.stringify(described)).not.toContain('a session token')
  expect(described).toMatchObject({ code: 'ECONNREFUSED', message: 'connect ECONNREFUSED' })
  expect(described['query']).toBe('select 1 where token = $1')
  expect(described['stack']).toContain('log.test.ts')
})

test('whatever is thrown can be described', () => {
  for (const thrown of [undefined, null, 'text', { cause: 1 }, new Error('plain')]) describeFault(thrown)
  expect(describeFault(new Error('plain'))).toMatchObject({ type: 'Error', message: 'plain' })
})
