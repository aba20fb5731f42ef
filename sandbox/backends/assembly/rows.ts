// Moving and adding whole rows: gather, slice, segment sum and sums over an axis.
import { addFloats } from './vector'

/** Rows of `bytes` bytes: to[i] = from[index[i]]. Indices are checked by the caller. */
export function gatherRows(from: usize, index: usize, count: i32, bytes: usize, to: usize): void {
  if (bytes == 4) {
    for (let i = 0; i < count; i++) {
      store<i32>(to + (<usize>i << 2), load<i32>(from + (<usize>load<i32>(index + (<usize>i << 2)) << 2)))
    }
    return
  }
  for (let i = 0; i < count; i++) {
    memory.copy(to, from + <usize>load<i32>(index + (<usize>i << 2)) * bytes, bytes)
    to += bytes
  }
}

/** `count` runs of `bytes` bytes, `step` bytes apart, laid end to end. */
export function copyRuns(from: usize, step: usize, count: i32, bytes: usize, to: usize): void {
  for (let i = 0; i < count; i++) {
    if (bytes == 4) store<i32>(to, load<i32>(from))
    else memory.copy(to, from, bytes)
    from += step
    to += bytes
  }
}

/** Smallest and largest of `count` integers are within [0, limit): the position of the first that is not, or -1. */
export function findOutside(index: usize, count: i32, limit: i32): i32 {
  for (let i = 0; i < count; i++) {
    const at = load<i32>(index + (<usize>i << 2))
    if (at < 0 || at >= limit) return i
  }
  return -1
}

/** to[segment[i]] += from[i]; segments outside [0, segments) are skipped, as the CPU backend does. */
export function segmentSum(from: usize, index: usize, count: i32, row: i32, segments: i32, to: usize): void {
  memory.fill(to, 0, <usize>(segments * row) << 2)
  for (let i = 0; i < count; i++) {
    const segment = load<i32>(index + (<usize>i << 2))
    if (segment >= 0 && segment < segments) addFloats(from, to + (<usize>(segment * row) << 2), row)
    from += <usize>row << 2
  }
}

/**
 * Sums the middle axis of [outer, length, inner]. Partial sums of 256 keep float32 from losing small terms
 * in long sums.
 */
export function sumAxis(from: usize, outer: i32, length: i32, inner: i32, to: usize): void {
  if (inner == 1) {
    for (let i = 0; i < outer; i++) {
      store<f32>(to + (<usize>i << 2), sumRun(from, length))
      from += <usize>length << 2
    }
    return
  }
  const row: usize = <usize>inner << 2
  for (let i = 0; i < outer; i++) {
    let j = 0
    for (; j <= inner - 16; j += 16) sumSixteenColumns(from + (<usize>j << 2), length, row, to + (<usize>j << 2))
    for (; j < inner; j++) sumColumn(from + (<usize>j << 2), length, row, to + (<usize>j << 2))
    from += <usize>length * row
    to += row
  }
}

function sumSixteenColumns(from: usize, length: i32, row: usize, to: usize): void {
  const zero = f32x4.splat(0)
  let t0 = zero, t1 = zero, t2 = zero, t3 = zero
  for (let start = 0; start < length; start += 256) {
    let s0 = zero, s1 = zero, s2 = zero, s3 = zero
    for (let end = min(length, start + 256), i = start; i < end; i++) {
      s0 = f32x4.add(s0, v128.load(from))
      s1 = f32x4.add(s1, v128.load(from, 16))
      s2 = f32x4.add(s2, v128.load(from, 32))
      s3 = f32x4.add(s3, v128.load(from, 48))
      from += row
    }
    t0 = f32x4.add(t0, s0); t1 = f32x4.add(t1, s1); t2 = f32x4.add(t2, s2); t3 = f32x4.add(t3, s3)
  }
  v128.store(to, t0); v128.store(to, t1, 16); v128.store(to, t2, 32); v128.store(to, t3, 48)
}

function sumColumn(from: usize, length: i32, row: usize, to: usize): void {
  let total: f64 = 0
  for (let i = 0; i < length; i++) {
    total += <f64>load<f32>(from)
    from += row
  }
  store<f32>(to, <f32>total)
}

function sumRun(from: usize, length: i32): f32 {
  let total: f64 = 0
  let i = 0
  while (i <= length - 8) {
    let s0 = f32x4.splat(0), s1 = s0
    const end = min(length - 8, i + 2048)
    for (; i <= end; i += 8) {
      s0 = f32x4.add(s0, v128.load(from))
      s1 = f32x4.add(s1, v128.load(from, 16))
      from += 32
    }
    s0 = f32x4.add(s0, s1)
    total += <f64>f32x4.extract_lane(s0, 0) + <f64>f32x4.extract_lane(s0, 1)
    total += <f64>f32x4.extract_lane(s0, 2) + <f64>f32x4.extract_lane(s0, 3)
  }
  for (; i < length; i++) {
    total += <f64>load<f32>(from)
    from += 4
  }
  return <f32>total
}
