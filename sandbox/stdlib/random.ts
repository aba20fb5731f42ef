/**
 * `Math.random` from a fixed seed (sfc32), so that a clean restart-and-run-all shuffles and initialises alike: TF.js
 * draws its own seeds from `Math.random`. It is no source of secrets, and the sandbox has none.
 */
export function createRandom(seed: number): () => number {
  let a = 0x9e3779b9
  let b = 0x243f6a88
  let c = seed | 0
  let counter = 1
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return (sum >>> 0) / 4294967296
  }
  for (let index = 0; index < 12; index++) next()
  return next
}
