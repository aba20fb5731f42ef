// C[m,n] = A·B (+ bias) or C += A·B, float32, C row-major. A and B are given by row and column strides in
// elements, one of which is 1, so that a transposed operand costs nothing extra.
//
// The loops are those of Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication" (2008):
// a block of B stays in the second-level cache, a block of A beside it, and a 6x8 tile of C in registers
// (12 accumulators, 2 of B and 1 of A fill the 16 vector registers of x86).
import { madd } from './vector'
import { MR, NR, evenDepth, packA, packB } from './pack'
import { copyTile, put } from './tile'

const KC: i32 = 256
const MC: i32 = 96
const NC: i32 = 512
const TILE_BYTES: usize = 6 * 8 * 4
const A_BYTES: usize = 96 * 256 * 4
const B_BYTES: usize = 512 * 256 * 4

/** Bytes of scratch that `gemm` needs, whatever the sizes. */
export function gemmScratch(): usize {
  return TILE_BYTES + A_BYTES + B_BYTES
}

/** Splits `total` into even blocks no larger than `most` and a multiple of `unit`. */
@inline
function blockSize(total: i32, most: i32, unit: i32): i32 {
  const blocks = (total + most - 1) / most
  const even = (total + blocks - 1) / blocks
  return (even + unit - 1) / unit * unit
}

export function gemm(
  a: usize, ars: i32, acs: i32, b: usize, brs: i32, bcs: i32, c: usize, m: i32, n: i32, k: i32,
  accumulate: bool, bias: usize, scratch: usize,
): void {
  if (m == 0 || n == 0) return
  if (k == 0) {
    if (!accumulate) fillRows(c, m, n, bias)
    return
  }
  const tile = scratch, pa = scratch + TILE_BYTES, pb = pa + A_BYTES
  const kc = blockSize(k, KC, 1), mc = blockSize(m, MC, MR), nc = blockSize(n, NC, NR)
  const ldc: usize = <usize>n << 2
  for (let jc = 0; jc < n; jc += nc) {
    const columns = min(nc, n - jc)
    for (let pc = 0; pc < k; pc += kc) {
      const depth = min(kc, k - pc)
      const add = accumulate || pc > 0
      packB(b + (<usize>(pc * brs + jc * bcs) << 2), brs, bcs, depth, columns, pb)
      for (let ic = 0; ic < m; ic += mc) {
        const rows = min(mc, m - ic)
        packA(a + (<usize>(ic * ars + pc * acs) << 2), ars, acs, rows, depth, pa)
        const corner = c + <usize>ic * ldc + (<usize>jc << 2)
        const blockBias = bias && !add ? bias + (<usize>jc << 2) : 0
        block(pa, pb, corner, ldc, rows, columns, evenDepth(depth), add, blockBias, tile)
      }
    }
  }
}

function block(
  pa: usize, pb: usize, c: usize, ldc: usize, rows: i32, columns: i32, depth: i32, add: bool, bias: usize,
  tile: usize,
): void {
  for (let j = 0; j < columns; j += NR) {
    const panelB = pb + (<usize>(j * depth) << 2)
    const width = min(NR, columns - j)
    const from = bias ? bias + (<usize>j << 2) : 0
    for (let i = 0; i < rows; i += MR) {
      const panelA = pa + (<usize>(i * depth) << 2)
      const height = min(MR, rows - i)
      const at = c + <usize>i * ldc + (<usize>j << 2)
      if (width == NR && height == MR) micro(panelA, panelB, at, ldc, depth, add, from)
      else {
        micro(panelA, panelB, tile, 32, depth, false, 0)
        copyTile(tile, at, ldc, height, width, add, from)
      }
    }
  }
}

function fillRows(c: usize, m: i32, n: i32, bias: usize): void {
  for (let i = 0; i < m; i++) {
    for (let j: usize = 0; j < <usize>n; j++) {
      store<f32>(c, bias ? load<f32>(bias + (j << 2)) : 0)
      c += 4
    }
  }
}

function micro(a: usize, b: usize, c: usize, ldc: usize, depth: i32, add: bool, bias: usize): void {
  const zero = f32x4.splat(0)
  let c00 = zero, c01 = zero, c10 = zero, c11 = zero, c20 = zero, c21 = zero
  let c30 = zero, c31 = zero, c40 = zero, c41 = zero, c50 = zero, c51 = zero
  for (let k = 0; k < depth; k += 2) {
    let b0 = v128.load(b, 0), b1 = v128.load(b, 16)
    let x = v128.load_splat<f32>(a, 0)
    c00 = madd(x, b0, c00); c01 = madd(x, b1, c01)
    x = v128.load_splat<f32>(a, 4)
    c10 = madd(x, b0, c10); c11 = madd(x, b1, c11)
    x = v128.load_splat<f32>(a, 8)
    c20 = madd(x, b0, c20); c21 = madd(x, b1, c21)
    x = v128.load_splat<f32>(a, 12)
    c30 = madd(x, b0, c30); c31 = madd(x, b1, c31)
    x = v128.load_splat<f32>(a, 16)
    c40 = madd(x, b0, c40); c41 = madd(x, b1, c41)
    x = v128.load_splat<f32>(a, 20)
    c50 = madd(x, b0, c50); c51 = madd(x, b1, c51)
    b0 = v128.load(b, 32)
    b1 = v128.load(b, 48)
    x = v128.load_splat<f32>(a, 24)
    c00 = madd(x, b0, c00); c01 = madd(x, b1, c01)
    x = v128.load_splat<f32>(a, 28)
    c10 = madd(x, b0, c10); c11 = madd(x, b1, c11)
    x = v128.load_splat<f32>(a, 32)
    c20 = madd(x, b0, c20); c21 = madd(x, b1, c21)
    x = v128.load_splat<f32>(a, 36)
    c30 = madd(x, b0, c30); c31 = madd(x, b1, c31)
    x = v128.load_splat<f32>(a, 40)
    c40 = madd(x, b0, c40); c41 = madd(x, b1, c41)
    x = v128.load_splat<f32>(a, 44)
    c50 = madd(x, b0, c50); c51 = madd(x, b1, c51)
    a += 48
    b += 64
  }
  let b0 = zero, b1 = zero
  if (bias) {
    b0 = v128.load(bias)
    b1 = v128.load(bias, 16)
  }
  put(c, c00, c01, add, b0, b1); c += ldc
  put(c, c10, c11, add, b0, b1); c += ldc
  put(c, c20, c21, add, b0, b1); c += ldc
  put(c, c30, c31, add, b0, b1); c += ldc
  put(c, c40, c41, add, b0, b1); c += ldc
  put(c, c50, c51, add, b0, b1)
}
