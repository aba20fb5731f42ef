/** A network that is computed, not trained: random features of a picture, and least squares on top. */

const CLASSES = 10

export type Fitted = {
  inputs: number
  features: number
  hidden: Float32Array
  bias: Float32Array
  out: Float32Array
  accuracy(images: Uint8Array, labels: Uint8Array): number
}

/** Fits pictures of bytes to their labels, exactly where there are no more pictures than features. */
export function fitOn(images: Uint8Array, labels: Uint8Array, features: number): Fitted {
  const inputs = images.length / labels.length
  let state = 12_345
  const random = () => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) / 2 ** 31 - 1
  const hidden = Float32Array.from({ length: inputs * features }, () => random() / 8)
  const bias = Float32Array.from({ length: features }, () => random() / 4)
  const count = labels.length
  const rows = featuresOf(images, count, inputs, hidden, bias)
  // Normal equations, their diagonal a little heavier so that they can be solved.
  const square = new Float64Array(features * features)
  const right = new Float64Array(features * CLASSES)
  for (let at = 0; at < count; at++) {
    const row = rows.subarray(at * features, (at + 1) * features)
    for (let i = 0; i < features; i++) {
      const value = row[i]!
      if (value === 0) continue
      for (let j = 0; j <= i; j++) square[i * features + j]! += value * row[j]!
      right[i * CLASSES + labels[at]!]! += value
    }
  }
  for (let i = 0; i < features; i++) square[i * features + i]! += 1e-3
  const out = Float32Array.from(solve(square, right, features), (value) => value * SHARPNESS)
  return {
    inputs,
    features,
    hidden,
    bias,
    out,
    accuracy(others, theirs) {
      const given = featuresOf(others, theirs.length, inputs, hidden, bias)
      let hits = 0
      for (let at = 0; at < theirs.length; at++) {
        let [best, most] = [0, -Infinity]
        for (let one = 0; one < CLASSES; one++) {
          let sum = 0
          for (let i = 0; i < features; i++) sum += given[at * features + i]! * out[i * CLASSES + one]!
          if (sum > most) [best, most] = [one, sum]
        }
        if (best === theirs[at]) hits++
      }
      return hits / theirs.length
    },
  }
}
/** Softmax makes no other choice of larger numbers, and a surer one. */
const SHARPNESS = 20

function featuresOf(
  images: Uint8Array,
  count: number,
  inputs: number,
  hidden: Float32Array,
  bias: Float32Array,
) {
  const features = bias.length
  const rows = new Float64Array(count * features)
  for (let at = 0; at < count; at++) {
    const row = rows.subarray(at * features, (at + 1) * features)
    row.set(bias)
    for (let i = 0; i < inputs; i++) {
      const pixel = images[at * inputs + i]! / 255
      if (pixel === 0) continue
      for (let j = 0; j < features; j++) row[j]! += pixel * hidden[i * features + j]!
    }
    for (let j = 0; j < features; j++) if (row[j]! < 0) row[j] = 0
  }
  return rows
}

/** Cholesky: `square` is symmetric and positive, its lower half given. */
function solve(square: Float64Array, right: Float64Array, size: number): Float64Array {
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      let sum = square[i * size + j]!
      for (let k = 0; k < j; k++) sum -= square[i * size + k]! * square[j * size + k]!
      square[i * size + j] = i === j ? Math.sqrt(Math.max(sum, 1e-9)) : sum / square[j * size + j]!
    }
  for (let one = 0; one < CLASSES; one++) {
    for (let i = 0; i < size; i++) {
      let sum = right[i * CLASSES + one]!
      for (let k = 0; k < i; k++) sum -= square[i * size + k]! * right[k * CLASSES + one]!
      right[i * CLASSES + one] = sum / square[i * size + i]!
    }
    for (let i = size - 1; i >= 0; i--) {
      let sum = right[i * CLASSES + one]!
      for (let k = i + 1; k < size; k++) sum -= square[k * size + i]! * right[k * CLASSES + one]!
      right[i * CLASSES + one] = sum / square[i * size + i]!
    }
  }
  return right
}

/** As a browser would send them: a dense layer with bias, and one on top of it. */
export function weightsOf({ inputs, features, hidden, bias, out }: Fitted) {
  const specs = [
    { name: 'a/kernel', shape: [inputs, features] },
    { name: 'a/bias', shape: [features] },
    { name: 'b/kernel', shape: [features, CLASSES] },
    { name: 'b/bias', shape: [CLASSES] },
  ]
  const values = new Float32Array(hidden.length + bias.length + out.length + CLASSES)
  values.set(hidden)
  values.set(bias, hidden.length)
  values.set(out, hidden.length + bias.length)
  return { specs, values }
}
