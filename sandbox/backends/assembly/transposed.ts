// What the input gradient of a convolution needs: a turned filter for stride 1, where the gradient is itself
// a convolution; the scattering of patches for other strides, where it is a product and a scatter.
import { C, DH, DW, H, KH, KW, OH, OW, PL, PT, SH, SW, W } from './geometry'
import { addFloats } from './vector'

/** [kh, kw, c, oc] to [kh, kw, oc, c], turned by half a circle. */
export function turnFilter(filter: usize, oc: i32, to: usize): void {
  for (let k = KH * KW - 1; k >= 0; k--) {
    for (let o = 0; o < oc; o++) {
      for (let c = 0; c < C; c++) {
        store<f32>(to, load<f32>(filter + (<usize>((k * C + c) * oc + o) << 2)))
        to += 4
      }
    }
  }
}

/** Adds `rows` patches of kh·kw·c floats, from output pixel `first` on, to the inputs they stand for. */
export function scatterPatches(dx: usize, first: i32, rows: i32, from: usize): void {
  const area = OH * OW
  let image = first / area
  let oy = (first - image * area) / OW
  let ox = first - image * area - oy * OW
  for (let row = 0; row < rows; row++) {
    const base = dx + (<usize>(image * H * W * C) << 2)
    for (let ky = 0; ky < KH; ky++) {
      const iy = oy * SH - PT + ky * DH
      for (let kx = 0; kx < KW; kx++) {
        const ix = ox * SW - PL + kx * DW
        if (iy >= 0 && iy < H && ix >= 0 && ix < W) {
          addFloats(from, base + (<usize>((iy * W + ix) * C) << 2), C)
        }
        from += <usize>C << 2
      }
    }
    if (++ox == OW) { ox = 0; if (++oy == OH) { oy = 0; image++ } }
  }
}
