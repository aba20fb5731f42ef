import { expect, it } from 'vitest'
import { layTensor } from './tensor-grid'

it('lays a scalar, a vector and a matrix', () => {
  expect(layTensor([], [7])).toEqual({ rows: [{ index: '', values: [7], cut: false }], cut: false })
  expect(layTensor([3], [1, 2, 3]).rows).toEqual([{ index: '', values: [1, 2, 3], cut: false }])
  expect(layTensor([2, 2], [1, 2, 3, 4]).rows.map((row) => [row.index, row.values])).toEqual([
    ['[0]', [1, 2]],
    ['[1]', [3, 4]],
  ])
})

it('names the place in every leading axis', () => {
  expect(layTensor([2, 2, 1], [1, 2, 3, 4]).rows.map((row) => row.index)).toEqual([
    '[0, 0]',
    '[0, 1]',
    '[1, 0]',
    '[1, 1]',
  ])
})

it('says where it cut', () => {
  const grid = layTensor(
    [100, 30],
    Array.from({ length: 1024 }, (_, index) => index),
  )
  expect(grid.cut).toBe(true)
  expect(grid.rows).toHaveLength(20)
  expect(grid.rows.every((row) => row.cut && row.values.length === 16)).toBe(true)
})

it('draws nothing for an empty tensor', () => {
  expect(layTensor([0, 3], [])).toEqual({ rows: [], cut: false })
  expect(layTensor([3, 0], [])).toEqual({ rows: [], cut: false })
})
