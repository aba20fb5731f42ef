// Packing copies a block of each operand into panels that the inner loop reads front to back. A transposed
// operand is only another way to fill the same panel, so no product ever needs a transpose of its own.
import { storeTransposed } from './vector'

export const MR: i32 = 6
export const NR: i32 = 8

/** Panels are filled up with zeros to an even depth, because the inner loop takes two steps at a time. */
@inline
export function evenDepth(depth: i32): i32 {
  return (depth + 1) & ~1
}

/** Rows of A, `rows` x `depth` with row stride `rs` and column stride `cs` (elements), into panels of MR. */
export function packA(a: usize, rs: i32, cs: i32, rows: i32, depth: i32, to: usize): void {
  const panelBytes: usize = evenDepth(depth) * MR * 4
  for (let i = 0; i < rows; i += MR) {
    const from = a + (<usize>(i * rs) << 2)
    if (rows - i < MR) packEdgeA(from, rs, cs, rows - i, depth, to)
    else if (cs == 1) packRowsA(from, rs, depth, to)
    else packColumnsA(from, rs, cs, depth, to)
    to += panelBytes
    if (depth & 1) memory.fill(to - MR * 4, 0, MR * 4)
  }
}

function packEdgeA(from: usize, rs: i32, cs: i32, rows: i32, depth: i32, to: usize): void {
  for (let k = 0; k < depth; k++) {
    for (let r = 0; r < MR; r++) {
      const value: f32 = r < rows ? load<f32>(from + (<usize>(r * rs + k * cs) << 2)) : 0
      store<f32>(to, value)
      to += 4
    }
  }
}

function packRowsA(from: usize, rs: i32, depth: i32, to: usize): void {
  const step: usize = rs << 2
  let a0 = from, a1 = a0 + step, a2 = a1 + step, a3 = a2 + step, a4 = a3 + step, a5 = a4 + step
  let k = 0
  for (; k <= depth - 4; k += 4) {
    storeTransposed(v128.load(a0), v128.load(a1), v128.load(a2), v128.load(a3), to, 24)
    const r4 = v128.load(a4), r5 = v128.load(a5)
    const low = v128.shuffle<i32>(r4, r5, 0, 4, 1, 5), high = v128.shuffle<i32>(r4, r5, 2, 6, 3, 7)
    v128.store_lane<i64>(to, low, 0, 16)
    v128.store_lane<i64>(to, low, 1, 40)
    v128.store_lane<i64>(to, high, 0, 64)
    v128.store_lane<i64>(to, high, 1, 88)
    a0 += 16; a1 += 16; a2 += 16; a3 += 16; a4 += 16; a5 += 16
    to += 96
  }
  for (; k < depth; k++) {
    store<f32>(to, load<f32>(a0)); store<f32>(to, load<f32>(a1), 4); store<f32>(to, load<f32>(a2), 8)
    store<f32>(to, load<f32>(a3), 12); store<f32>(to, load<f32>(a4), 16); store<f32>(to, load<f32>(a5), 20)
    a0 += 4; a1 += 4; a2 += 4; a3 += 4; a4 += 4; a5 += 4
    to += 24
  }
}

/** A is stored transposed: the MR values of one k lie side by side (rs == 1). */
function packColumnsA(from: usize, rs: i32, cs: i32, depth: i32, to: usize): void {
  const step: usize = cs << 2
  for (let k = 0; k < depth; k++) {
    v128.store(to, v128.load(from))
    store<f64>(to, load<f64>(from, 16), 16)
    from += step
    to += 24
  }
}

/** Columns of B, `depth` x `columns`, into panels of NR. */
export function packB(b: usize, rs: i32, cs: i32, depth: i32, columns: i32, to: usize): void {
  const panelBytes: usize = evenDepth(depth) * NR * 4
  for (let j = 0; j < columns; j += NR) {
    const from = b + (<usize>(j * cs) << 2)
    if (columns - j < NR) packEdgeB(from, rs, cs, depth, columns - j, to)
    else if (cs == 1) packRowsB(from, rs, depth, to)
    else packColumnsB(from, cs, depth, to)
    to += panelBytes
    if (depth & 1) memory.fill(to - NR * 4, 0, NR * 4)
  }
}

function packEdgeB(from: usize, rs: i32, cs: i32, depth: i32, columns: i32, to: usize): void {
  for (let k = 0; k < depth; k++) {
    for (let c = 0; c < NR; c++) {
      const value: f32 = c < columns ? load<f32>(from + (<usize>(k * rs + c * cs) << 2)) : 0
      store<f32>(to, value)
      to += 4
    }
  }
}

function packRowsB(from: usize, rs: i32, depth: i32, to: usize): void {
  const step: usize = rs << 2
  for (let k = 0; k < depth; k++) {
    v128.store(to, v128.load(from))
    v128.store(to, v128.load(from, 16), 16)
    from += step
    to += 32
  }
}

/** B is stored transposed: each column is a contiguous run of k (rs == 1). */
function packColumnsB(from: usize, cs: i32, depth: i32, to: usize): void {
  const step: usize = cs << 2
  let k = 0
  for (; k <= depth - 4; k += 4) {
    let at = from + (<usize>k << 2)
    storeTransposed(v128.load(at), v128.load(at + step), v128.load(at + 2 * step), v128.load(at + 3 * step), to, 32)
    at += 4 * step
    storeTransposed(v128.load(at), v128.load(at + step), v128.load(at + 2 * step), v128.load(at + 3 * step), to + 16, 32)
    to += 128
  }
  for (; k < depth; k++) {
    const at = from + (<usize>k << 2)
    for (let c: usize = 0; c < 8; c++) store<f32>(to + (c << 2), load<f32>(at + c * step))
    to += 32
  }
}
