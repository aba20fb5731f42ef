import { fc, test as property } from '@fast-check/vitest'
import { expect, test } from 'vitest'
import { keepOutputs } from './keep-outputs'
import { OUTPUTS_PER_CELL } from './limits'
import { PACKED_LIMIT } from './packed-output'

const Value = fc.string({ maxLength: 40 }).map((text) => ({ kind: 'value', text }))
const Stored = fc.dictionary(
  fc.stringMatching(/^[a-z]{1,6}$/),
  fc.array(fc.oneof(Value, fc.constant({ kind: 'images', count: 256 }), fc.jsonValue()), { maxLength: 60 }),
  { maxKeys: 8 },
)

property.prop([Stored])('everything is kept or counted, and what is kept is kept again', (stored) => {
  const sent = stored as Parameters<typeof keepOutputs>[0]
  const { packed, shown, omitted } = keepOutputs(sent)
  const count = (of: Record<string, readonly unknown[]>) => Object.values(of).flat().length
  expect(count(packed) + omitted).toBe(count(sent))
  expect(count(shown)).toBe(count(packed))
  for (const list of Object.values(packed)) expect(list.length).toBeLessThanOrEqual(OUTPUTS_PER_CELL)
  expect(keepOutputs(packed)).toEqual({ packed, shown, omitted: 0 })
})

test('all together stay within what is stored', () => {
  const long = { kind: 'text', stream: 'log', text: 'x'.repeat(19_000) }
  const { packed, omitted } = keepOutputs(
    Object.fromEntries(
      Array.from({ length: 10 }, (_, cell) => [`c${cell}`, Array.from({ length: 40 }, () => long)]),
    ),
  )
  expect(JSON.stringify(Object.values(packed).flat()).length).toBeLessThan(PACKED_LIMIT * 1.01)
  expect(omitted).toBeGreaterThan(300)
})
