// Shared four-lane arithmetic. The compiler is run twice: with relaxed SIMD a product and a sum are one
// instruction on CPUs that have FMA; without it they are two, and results differ in the last bit only.

@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c)
  return f32x4.add(f32x4.mul(a, b), c)
}

/** Four vectors in, their 4x4 transpose stored at `to`, `to + step`, … (step in bytes). */
@inline
export function storeTransposed(r0: v128, r1: v128, r2: v128, r3: v128, to: usize, step: usize): void {
  const t0 = v128.shuffle<i32>(r0, r1, 0, 4, 1, 5)
  const t1 = v128.shuffle<i32>(r2, r3, 0, 4, 1, 5)
  const t2 = v128.shuffle<i32>(r0, r1, 2, 6, 3, 7)
  const t3 = v128.shuffle<i32>(r2, r3, 2, 6, 3, 7)
  v128.store(to, v128.shuffle<i64>(t0, t1, 0, 2))
  v128.store(to + step, v128.shuffle<i64>(t0, t1, 1, 3))
  v128.store(to + 2 * step, v128.shuffle<i64>(t2, t3, 0, 2))
  v128.store(to + 3 * step, v128.shuffle<i64>(t2, t3, 1, 3))
}

/** Copies `count` floats. Runs here are short, where memory.copy costs more than the loop. */
@inline
export function copyFloats(from: usize, to: usize, count: i32): void {
  let i = 0
  for (; i <= count - 4; i += 4) v128.store(to + (i << 2), v128.load(from + (i << 2)))
  for (; i < count; i++) store<f32>(to + (i << 2), load<f32>(from + (i << 2)))
}

/** to[i] += from[i] for `count` floats. */
@inline
export function addFloats(from: usize, to: usize, count: i32): void {
  let i = 0
  for (; i <= count - 4; i += 4) {
    const at = to + (i << 2)
    v128.store(at, f32x4.add(v128.load(at), v128.load(from + (i << 2))))
  }
  for (; i < count; i++) {
    const at = to + (i << 2)
    store<f32>(at, load<f32>(at) + load<f32>(from + (i << 2)))
  }
}

@inline
export function clearFloats(to: usize, count: i32): void {
  memory.fill(to, 0, <usize>count << 2)
}
