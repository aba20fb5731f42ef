// Convolutions without patches: the tile of `gemm` reads its rows straight from the image. For six output
// pixels the inputs of one filter row are six contiguous runs, so the product of a pixel tile with eight
// output channels needs neither im2col nor packing of the image. Where there is padding, one image at a time
// is copied into a padded frame first.
//
// Layouts: x [n, h, w, c], filter [kh, kw, c, oc], y [n, oh, ow, oc].
import { C, DH, DW, H, KH, KW, OH, OW, PL, PT, SH, SW, W } from './geometry'
import { copyTile, put } from './tile'
import { evenDepth, packB } from './pack'
import { clearFloats, copyFloats, madd } from './vector'

/** Output rows are taken in bands whose input and output fit the second-level cache together. */
const BAND_BYTES: i32 = 192 * 1024

/** Height and width of the padded frame: what the filter reaches, or the image where that is larger. */
@inline
function frameHeight(): i32 {
  return max(H + PT, (OH - 1) * SH + (KH - 1) * DH + 1)
}

@inline
function frameWidth(): i32 {
  return max(W + PL, (OW - 1) * SW + (KW - 1) * DW + 1)
}

@inline
function isFramed(): bool {
  return PT > 0 || PL > 0 || frameHeight() > H || frameWidth() > W
}

/** Bytes of scratch: packed filter, tile, offsets and frame. */
export function convolutionScratch(oc: i32): usize {
  const size = KH * KW * C
  return <usize>(evenDepth(size) * ((oc + 7) & ~7) + 48 + size + 8 + frameHeight() * frameWidth() * C) << 2
}

/** The image as it is, or a padded copy in `frame`, whose border has been cleared. */
@inline
function frameImage(image: usize, frame: usize): usize {
  if (!isFramed()) return image
  const width = frameWidth()
  for (let y = 0; y < H; y++) {
    copyFloats(image + (<usize>(y * W * C) << 2), frame + (<usize>(((y + PT) * width + PL) * C) << 2), W * C)
  }
  return frame
}

@inline
function bandRows(oc: i32): i32 {
  const rowBytes = (frameWidth() * C * SH + OW * oc) << 2
  return max(1, min(OH, BAND_BYTES / max(rowBytes, 1)))
}

/** y = x * filter (+ bias). */
export function convolve(x: usize, filter: usize, y: usize, bias: usize, images: i32, oc: i32, scratch: usize): void {
  const size = KH * KW * C
  const packed = scratch
  const tile = packed + (<usize>(evenDepth(size) * ((oc + 7) & ~7)) << 2)
  const frame = tile + (<usize>(48 + size + 8) << 2)
  if (isFramed()) clearFloats(frame, frameHeight() * frameWidth() * C)
  packB(filter, oc, 1, size, oc, packed)
  const rows = bandRows(oc)
  for (let i = 0; i < images; i++) {
    const image = frameImage(x, frame)
    for (let oy = 0; oy < OH; oy += rows) {
      const first = oy * OW
      const count = min(rows, OH - oy) * OW
      for (let j = 0; j < oc; j += 8) {
        const at = bias ? bias + (<usize>j << 2) : 0
        const panel = packed + (<usize>(evenDepth(size) * j) << 2)
        convolveBand(image, panel, y + (<usize>(first * oc + j) << 2), first, count, oc, min(8, oc - j), at, tile)
      }
    }
    x += <usize>(H * W * C) << 2
    y += <usize>(OH * OW * oc) << 2
  }
}

/** Eight output channels of `count` pixels from pixel `first` on. */
function convolveBand(
  image: usize, panel: usize, y: usize, first: i32, count: i32, oc: i32, width: i32, bias: usize, tile: usize,
): void {
  const row: usize = frameWidth() * C << 2
  const step: usize = SW * C << 2
  const down: usize = <usize>SH * row - <usize>OW * step
  let ox = 0
  let p = image + <usize>(first / OW * SH) * row
  const ldc: usize = <usize>oc << 2
  for (let i = 0; i < count; i += 6) {
    const height = min(6, count - i)
    const p0 = p
    let p1 = p, p2 = p, p3 = p, p4 = p, p5 = p
    p += step; if (++ox == OW) { ox = 0; p += down }
    if (height > 1) { p1 = p; p += step; if (++ox == OW) { ox = 0; p += down } }
    if (height > 2) { p2 = p; p += step; if (++ox == OW) { ox = 0; p += down } }
    if (height > 3) { p3 = p; p += step; if (++ox == OW) { ox = 0; p += down } }
    if (height > 4) { p4 = p; p += step; if (++ox == OW) { ox = 0; p += down } }
    if (height > 5) { p5 = p; p += step; if (++ox == OW) { ox = 0; p += down } }
    if (width == 8 && height == 6) pixels(p0, p1, p2, p3, p4, p5, panel, y, ldc, row, bias)
    else {
      pixels(p0, p1, p2, p3, p4, p5, panel, tile, 32, row, 0)
      copyTile(tile, y, ldc, height, width, false, bias)
    }
    y += 6 * ldc
  }
}

/** A tile of six pixels by eight channels over all of the filter. */
function pixels(
  p0: usize, p1: usize, p2: usize, p3: usize, p4: usize, p5: usize, b: usize, y: usize, ldc: usize, row: usize,
  bias: usize,
): void {
  const zero = f32x4.splat(0)
  let c00 = zero, c01 = zero, c10 = zero, c11 = zero, c20 = zero, c21 = zero
  let c30 = zero, c31 = zero, c40 = zero, c41 = zero, c50 = zero, c51 = zero
  const run: usize = DW == 1 ? KW * C << 2 : C << 2
  const runs = DW == 1 ? 1 : KW
  const gap: usize = DW * C << 2
  const nextRow: usize = <usize>DH * row - <usize>runs * gap
  let at: usize = 0
  for (let ky = 0; ky < KH; ky++) {
    for (let r = 0; r < runs; r++) {
      for (const end = at + run; at < end; at += 4) {
        const b0 = v128.load(b), b1 = v128.load(b, 16)
        let x = v128.load_splat<f32>(p0 + at)
        c00 = madd(x, b0, c00); c01 = madd(x, b1, c01)
        x = v128.load_splat<f32>(p1 + at)
        c10 = madd(x, b0, c10); c11 = madd(x, b1, c11)
        x = v128.load_splat<f32>(p2 + at)
        c20 = madd(x, b0, c20); c21 = madd(x, b1, c21)
        x = v128.load_splat<f32>(p3 + at)
        c30 = madd(x, b0, c30); c31 = madd(x, b1, c31)
        x = v128.load_splat<f32>(p4 + at)
        c40 = madd(x, b0, c40); c41 = madd(x, b1, c41)
        x = v128.load_splat<f32>(p5 + at)
        c50 = madd(x, b0, c50); c51 = madd(x, b1, c51)
        b += 32
      }
      at += gap - run
    }
    at += nextRow
  }
  let b0 = zero, b1 = zero
  if (bias) {
    b0 = v128.load(bias)
    b1 = v128.load(bias, 16)
  }
  put(y, c00, c01, false, b0, b1); y += ldc
  put(y, c10, c11, false, b0, b1); y += ldc
  put(y, c20, c21, false, b0, b1); y += ldc
  put(y, c30, c31, false, b0, b1); y += ldc
  put(y, c40, c41, false, b0, b1); y += ldc
  put(y, c50, c51, false, b0, b1)
}

/** dFilter = Σ over pixels of patch(x)ᵀ · dy. */
export function convolveFilterGradient(
  x: usize, dy: usize, dFilter: usize, images: i32, oc: i32, scratch: usize,
): void {
  const size = KH * KW * C
  const tile = scratch
  const offsets = tile + 48 * 4
  const frame = offsets + (<usize>(size + 8) << 2)
  clearFloats(dFilter, size * oc)
  if (isFramed()) clearFloats(frame, frameHeight() * frameWidth() * C)
  fillOffsets(offsets, size)
  const rows = bandRows(oc)
  for (let i = 0; i < images; i++) {
    const image = frameImage(x, frame)
    for (let oy = 0; oy < OH; oy += rows) {
      const from = image + (<usize>(oy * SH * frameWidth() * C) << 2)
      const count = min(rows, OH - oy)
      const gradient = dy + (<usize>(oy * OW * oc) << 2)
      for (let k = 0; k < size; k += 6) {
        for (let j = 0; j < oc; j += 8) {
          const to = dFilter + (<usize>(k * oc + j) << 2)
          const height = min(6, size - k), width = min(8, oc - j)
          const at = offsets + (<usize>k << 2), g = gradient + (<usize>j << 2)
          if (width == 8 && height == 6) weights(from, g, at, count, oc, to, <usize>oc << 2, true)
          else if (width == 8) {
            weights(from, g, at, count, oc, tile, 32, false)
            copyTile(tile, to, <usize>oc << 2, height, width, true, 0)
          } else edgeWeights(from, g, at, count, oc, to, height, width)
        }
      }
    }
    x += <usize>(H * W * C) << 2
    dy += <usize>(OH * OW * oc) << 2
  }
}

/** Byte offset of each filter element from the pixel's first input; the last is repeated to fill a tile. */
function fillOffsets(offsets: usize, size: i32): void {
  const row = frameWidth() * C
  let to = offsets
  let last = 0
  for (let ky = 0; ky < KH; ky++) {
    for (let kx = 0; kx < KW; kx++) {
      for (let c = 0; c < C; c++) {
        last = (ky * DH * row + kx * DW * C + c) << 2
        store<i32>(to, last)
        to += 4
      }
    }
  }
  for (let i = 0; i < 8; i++) store<i32>(to + (<usize>i << 2), last)
}

/** Six filter elements by eight output channels, summed over the pixels of `rows` output rows. */
function weights(
  x: usize, g: usize, offsets: usize, rows: i32, oc: i32, to: usize, ldc: usize, add: bool,
): void {
  const zero = f32x4.splat(0)
  let c00 = zero, c01 = zero, c10 = zero, c11 = zero, c20 = zero, c21 = zero
  let c30 = zero, c31 = zero, c40 = zero, c41 = zero, c50 = zero, c51 = zero
  const step: usize = SW * C << 2, gradientStep: usize = oc << 2
  const down: usize = (SH * frameWidth() - OW * SW) * C << 2
  let p0 = x + load<u32>(offsets), p1 = x + load<u32>(offsets, 4), p2 = x + load<u32>(offsets, 8)
  let p3 = x + load<u32>(offsets, 12), p4 = x + load<u32>(offsets, 16), p5 = x + load<u32>(offsets, 20)
  let at: usize = 0
  for (let r = 0; r < rows; r++) {
    for (let i = 0; i < OW; i++) {
      const b0 = v128.load(g), b1 = v128.load(g, 16)
      let v = v128.load_splat<f32>(p0 + at)
      c00 = madd(v, b0, c00); c01 = madd(v, b1, c01)
      v = v128.load_splat<f32>(p1 + at)
      c10 = madd(v, b0, c10); c11 = madd(v, b1, c11)
      v = v128.load_splat<f32>(p2 + at)
      c20 = madd(v, b0, c20); c21 = madd(v, b1, c21)
      v = v128.load_splat<f32>(p3 + at)
      c30 = madd(v, b0, c30); c31 = madd(v, b1, c31)
      v = v128.load_splat<f32>(p4 + at)
      c40 = madd(v, b0, c40); c41 = madd(v, b1, c41)
      v = v128.load_splat<f32>(p5 + at)
      c50 = madd(v, b0, c50); c51 = madd(v, b1, c51)
      at += step
      g += gradientStep
    }
    at += down
  }
  put(to, c00, c01, add, zero, zero); to += ldc
  put(to, c10, c11, add, zero, zero); to += ldc
  put(to, c20, c21, add, zero, zero); to += ldc
  put(to, c30, c31, add, zero, zero); to += ldc
  put(to, c40, c41, add, zero, zero); to += ldc
  put(to, c50, c51, add, zero, zero)
}

/** Fewer than eight channels are left: one sum at a time. */
function edgeWeights(
  x: usize, g: usize, offsets: usize, rows: i32, oc: i32, to: usize, height: i32, width: i32,
): void {
  const step: usize = SW * C << 2, gradientStep: usize = oc << 2
  const down: usize = (SH * frameWidth() - OW * SW) * C << 2
  for (let k = 0; k < height; k++) {
    const from = x + load<u32>(offsets + (<usize>k << 2))
    for (let j = 0; j < width; j++) {
      let sum: f32 = 0, p = from, q = g + (<usize>j << 2)
      for (let r = 0; r < rows; r++) {
        for (let i = 0; i < OW; i++) {
          sum += load<f32>(p) * load<f32>(q)
          p += step
          q += gradientStep
        }
        p += down
      }
      const at = to + (<usize>(k * oc + j) << 2)
      store<f32>(at, load<f32>(at) + sum)
    }
  }
}
