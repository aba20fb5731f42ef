import { expect, it } from 'vitest'
import { toRgba } from './rgba'

it('spreads grey over three channels', () => {
  const pixels = new Uint8Array([0, 9, 255, 7])
  expect([...toRgba({ height: 1, width: 2, channels: 1, pixels }, 1)]).toEqual([
    255, 255, 255, 255, 7, 7, 7, 255,
  ])
})

it('keeps colours, and draws what is missing black', () => {
  const pixels = new Uint8Array([1, 2, 3])
  expect([...toRgba({ height: 1, width: 2, channels: 3, pixels }, 0)]).toEqual([1, 2, 3, 255, 0, 0, 0, 255])
})
