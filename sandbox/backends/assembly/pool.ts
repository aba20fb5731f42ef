// Gradients of 2-D pooling, channels last: x and dx [n, h, w, c], dy [n, oh, ow, c]. Four channels at a
// time. Where several inputs of a window share the maximum, the first in reading order gets the gradient,
// as the CPU backend has it; behind a relu such ties (all zero) are the rule, not the exception.

export function maxPoolGradient(
  x: usize, dy: usize, dx: usize, n: i32, h: i32, w: i32, c: i32, oh: i32, ow: i32,
  kh: i32, kw: i32, sh: i32, sw: i32, top: i32, left: i32,
): void {
  memory.fill(dx, 0, <usize>(n * h * w * c) << 2)
  const pixel: usize = c << 2
  for (let image = 0; image < n; image++) {
    const plane: usize = <usize>(image * h * w) * pixel
    for (let oy = 0; oy < oh; oy++) {
      const y0 = max(0, oy * sh - top), y1 = min(h, oy * sh - top + kh)
      for (let ox = 0; ox < ow; ox++) {
        const x0 = max(0, ox * sw - left), x1 = min(w, ox * sw - left + kw)
        // A window may lie in the padding altogether.
        if (x0 < x1 && y0 < y1) routeMaximum(x + plane, dx + plane, dy, w, c, y0, y1, x0, x1)
        dy += pixel
      }
    }
  }
}

@inline
function routeMaximum(x: usize, dx: usize, dy: usize, w: i32, c: i32, y0: i32, y1: i32, x0: i32, x1: i32): void {
  const pixel: usize = c << 2
  const corner: usize = <usize>(y0 * w + x0) * pixel
  // Positions are byte offsets of the pixel from the corner of the window, the next row's after a jump.
  const width: usize = <usize>(x1 - x0) * pixel
  const jump: usize = <usize>w * pixel
  const end: usize = <usize>(y1 - y0) * jump
  let d: i32 = 0
  for (; d <= c - 4; d += 4) {
    const from = x + corner + (d << 2), to = dx + corner + (d << 2)
    let best = f32x4.splat(-<f32>Infinity), where = i32x4.splat(-1)
    for (let row: usize = 0; row < end; row += jump) {
      for (let at = row; at < row + width; at += pixel) {
        const value = v128.load(from + at)
        const larger = f32x4.gt(value, best)
        best = v128.bitselect(value, best, larger)
        where = v128.bitselect(i32x4.splat(<i32>at), where, larger)
      }
    }
    const gradient = v128.load(dy + (d << 2))
    for (let row: usize = 0; row < end; row += jump) {
      for (let at = row; at < row + width; at += pixel) {
        const mine = v128.and(gradient, i32x4.eq(where, i32x4.splat(<i32>at)))
        v128.store(to + at, f32x4.add(v128.load(to + at), mine))
      }
    }
  }
  for (; d < c; d++) {
    let best: f32 = -<f32>Infinity, where = -1
    for (let iy = y0; iy < y1; iy++) {
      for (let ix = x0; ix < x1; ix++) {
        const value = load<f32>(x + <usize>(iy * w + ix) * pixel + (d << 2))
        if (value > best) { best = value; where = iy * w + ix }
      }
    }
    if (where >= 0) {
      const at = dx + <usize>where * pixel + (d << 2)
      store<f32>(at, load<f32>(at) + load<f32>(dy + (d << 2)))
    }
  }
}

/** Each input of a window gets dy / (kh·kw); TF.js counts padding in the divisor of the gradient. */
export function averagePoolGradient(
  dy: usize, dx: usize, n: i32, h: i32, w: i32, c: i32, oh: i32, ow: i32,
  kh: i32, kw: i32, sh: i32, sw: i32, top: i32, left: i32,
): void {
  memory.fill(dx, 0, <usize>(n * h * w * c) << 2)
  const pixel: usize = c << 2
  const share: f32 = 1 / <f32>(kh * kw)
  const shares = f32x4.splat(share)
  for (let image = 0; image < n; image++) {
    const plane: usize = dx + <usize>(image * h * w) * pixel
    for (let oy = 0; oy < oh; oy++) {
      const y0 = max(0, oy * sh - top), y1 = min(h, oy * sh - top + kh)
      for (let ox = 0; ox < ow; ox++) {
        const x0 = max(0, ox * sw - left), x1 = min(w, ox * sw - left + kw)
        for (let iy = y0; iy < y1; iy++) {
          let to: usize = plane + <usize>(iy * w + x0) * pixel
          for (let ix = x0; ix < x1; ix++) {
            let d: i32 = 0
            for (; d <= c - 4; d += 4) {
              const at = to + (d << 2)
              v128.store(at, f32x4.add(v128.load(at), f32x4.mul(v128.load(dy + (d << 2)), shares)))
            }
            for (; d < c; d++) {
              const at = to + (d << 2)
              store<f32>(at, load<f32>(at) + load<f32>(dy + (d << 2)) * share)
            }
            to += pixel
          }
        }
        dy += pixel
      }
    }
  }
}
