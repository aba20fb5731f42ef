// Gradients of depthwise convolutions: x and dx [n, h, w, c], filter [kh, kw, c, m], dy [n, oh, ow, c·m].
// There is no product of matrices to be had here; the loops go through memory in order.
import { C, DH, DW, H, KH, KW, OH, OW, PL, PT, SH, SW, W } from './geometry'
import { clearFloats } from './vector'

/** dFilter, m = channel multiplier. */
export function depthwiseFilterGradient(x: usize, dy: usize, dFilter: usize, images: i32, m: i32): void {
  const oc = C * m
  clearFloats(dFilter, KH * KW * oc)
  for (let image = 0; image < images; image++) {
    for (let oy = 0; oy < OH; oy++) {
      for (let ox = 0; ox < OW; ox++) {
        const g = dy + (<usize>(((image * OH + oy) * OW + ox) * oc) << 2)
        for (let ky = 0; ky < KH; ky++) {
          const iy = oy * SH - PT + ky * DH
          if (iy < 0 || iy >= H) continue
          for (let kx = 0; kx < KW; kx++) {
            const ix = ox * SW - PL + kx * DW
            if (ix < 0 || ix >= W) continue
            const from = x + (<usize>(((image * H + iy) * W + ix) * C) << 2)
            multiplyAdd(from, g, dFilter + (<usize>((ky * KW + kx) * oc) << 2), m)
          }
        }
      }
    }
  }
}

/** to[c·m+j] += x[c] · g[c·m+j] over the C channels. */
@inline
function multiplyAdd(x: usize, g: usize, to: usize, m: i32): void {
  let c = 0
  if (m == 1) {
    for (; c <= C - 4; c += 4) {
      const at = to + (c << 2)
      v128.store(at, f32x4.add(v128.load(at), f32x4.mul(v128.load(x + (c << 2)), v128.load(g + (c << 2)))))
    }
  }
  for (; c < C; c++) {
    const value = load<f32>(x + (c << 2))
    for (let j = c * m; j < (c + 1) * m; j++) {
      const at = to + (j << 2)
      store<f32>(at, load<f32>(at) + value * load<f32>(g + (j << 2)))
    }
  }
}

/** dx; `length` is its number of floats. */
export function depthwiseInputGradient(
  dy: usize, filter: usize, dx: usize, length: i32, images: i32, m: i32,
): void {
  const oc = C * m
  clearFloats(dx, length)
  for (let image = 0; image < images; image++) {
    for (let oy = 0; oy < OH; oy++) {
      for (let ox = 0; ox < OW; ox++) {
        const g = dy + (<usize>(((image * OH + oy) * OW + ox) * oc) << 2)
        for (let ky = 0; ky < KH; ky++) {
          const iy = oy * SH - PT + ky * DH
          if (iy < 0 || iy >= H) continue
          for (let kx = 0; kx < KW; kx++) {
            const ix = ox * SW - PL + kx * DW
            if (ix < 0 || ix >= W) continue
            const to = dx + (<usize>(((image * H + iy) * W + ix) * C) << 2)
            productAdd(g, filter + (<usize>((ky * KW + kx) * oc) << 2), to, m)
          }
        }
      }
    }
  }
}

/** to[c] += Σ_j g[c·m+j] · f[c·m+j] over the C channels. */
@inline
function productAdd(g: usize, f: usize, to: usize, m: i32): void {
  let c = 0
  if (m == 1) {
    for (; c <= C - 4; c += 4) {
      const at = to + (c << 2)
      v128.store(at, f32x4.add(v128.load(at), f32x4.mul(v128.load(g + (c << 2)), v128.load(f + (c << 2)))))
    }
  }
  for (; c < C; c++) {
    let sum: f32 = 0
    for (let j = c * m; j < (c + 1) * m; j++) sum += load<f32>(g + (j << 2)) * load<f32>(f + (j << 2))
    store<f32>(to + (c << 2), load<f32>(to + (c << 2)) + sum)
  }
}
