// Passes over memory that TF.js makes several of, or makes slowly.

/** to = a + b, b one row of `row` floats added to each of `rows` rows. */
export function addRows(a: usize, b: usize, rows: i32, row: i32, to: usize): void {
  for (let r = 0; r < rows; r++) {
    let i: usize = 0
    const bytes: usize = <usize>row << 2
    for (; i + 16 <= bytes; i += 16) v128.store(to + i, f32x4.add(v128.load(a + i), v128.load(b + i)))
    for (; i < bytes; i += 4) store<f32>(to + i, load<f32>(a + i) + load<f32>(b + i))
    a += bytes
    to += bytes
  }
}

/** to = dy where x > 0, x where it is NaN, so that a broken network shows, else 0. */
export function reluGradient(dy: usize, x: usize, count: i32, to: usize): void {
  const bytes: usize = <usize>count << 2
  const zero = f32x4.splat(0)
  let i: usize = 0
  for (; i + 16 <= bytes; i += 16) {
    const value = v128.load(x + i)
    const open = v128.and(v128.load(dy + i), f32x4.gt(value, zero))
    v128.store(to + i, v128.or(open, v128.and(value, f32x4.ne(value, value))))
  }
  for (; i < bytes; i += 4) {
    const value = load<f32>(x + i)
    store<f32>(to + i, value > 0 ? load<f32>(dy + i) : value != value ? value : 0)
  }
}

/** x = max(x, 0), in place. */
export function relu(x: usize, count: i32): void {
  const end = x + (<usize>count << 2)
  const zero = f32x4.splat(0)
  for (; x + 16 <= end; x += 16) v128.store(x, f32x4.max(v128.load(x), zero))
  for (; x < end; x += 4) store<f32>(x, max<f32>(load<f32>(x), 0))
}
