// One pass of Adam over a weight (Kingma & Ba, 2015), in the arithmetic order TF.js uses:
//   m' = β1·m + (1-β1)·g          v' = β2·v + (1-β2)·g²
//   w' = w - lr · (m'/(1-β1ᵗ)) / (√(v'/(1-β2ᵗ)) + ε)
// Reading four arrays and writing three replaces twelve passes over memory.
//
// The moments of a weight that gets no gradient (a pixel at the border, a dead relu) decay until they are
// denormal, and arithmetic on denormals is a hundred times slower; m would even stay there for ever. So what
// is too small to matter counts as zero: the step it would make is less than 10⁻¹¹ of the learning rate.
// NaN is neither small nor large, and stays: a run that diverges must be seen to.
const SMALLEST_GRADIENT: f32 = 1e-18
const SMALLEST_FIRST: f32 = 1e-30
const SMALLEST_SECOND: f32 = 1e-36

@inline
function dropSmall(value: v128, smallest: f32): v128 {
  return v128.andnot(value, f32x4.le(f32x4.abs(value), f32x4.splat(smallest)))
}

@inline
function dropSmallOne(value: f32, smallest: f32): f32 {
  return abs<f32>(value) <= smallest ? 0 : value
}

export function adam(
  w: usize, g: usize, m: usize, v: usize, w1: usize, m1: usize, v1: usize, count: i32,
  rate: f32, beta1: f32, beta2: f32, rest1: f32, rest2: f32, correction1: f32, correction2: f32, epsilon: f32,
): void {
  const b1 = f32x4.splat(beta1), b2 = f32x4.splat(beta2), r1 = f32x4.splat(rest1), r2 = f32x4.splat(rest2)
  const c1 = f32x4.splat(correction1), c2 = f32x4.splat(correction2), e = f32x4.splat(epsilon), lr = f32x4.splat(-rate)
  const bytes: usize = <usize>count << 2
  let i: usize = 0
  for (; i + 16 <= bytes; i += 16) {
    const gradient = dropSmall(v128.load(g + i), SMALLEST_GRADIENT)
    const first = f32x4.add(f32x4.mul(dropSmall(v128.load(m + i), SMALLEST_FIRST), b1), f32x4.mul(gradient, r1))
    const second = f32x4.add(f32x4.mul(dropSmall(v128.load(v + i), SMALLEST_SECOND), b2), f32x4.mul(f32x4.mul(gradient, gradient), r2))
    v128.store(m1 + i, first)
    v128.store(v1 + i, second)
    const step = f32x4.div(f32x4.div(first, c1), f32x4.add(f32x4.sqrt(f32x4.div(second, c2)), e))
    v128.store(w1 + i, f32x4.add(f32x4.mul(step, lr), v128.load(w + i)))
  }
  for (; i < bytes; i += 4) {
    const gradient = dropSmallOne(load<f32>(g + i), SMALLEST_GRADIENT)
    const first = dropSmallOne(load<f32>(m + i), SMALLEST_FIRST) * beta1 + gradient * rest1
    const second = dropSmallOne(load<f32>(v + i), SMALLEST_SECOND) * beta2 + gradient * gradient * rest2
    store<f32>(m1 + i, first)
    store<f32>(v1 + i, second)
    const step = first / correction1 / (sqrt<f32>(second / correction2) + epsilon)
    store<f32>(w1 + i, step * -rate + load<f32>(w + i))
  }
}
