import { extentOf } from './paper'

/** Beyond this many times the range of the middle nine tenths, the tails are cut off the paper. */
const TALL = 8

/** Heights to draw: a pole such as that of 1/x must not flatten everything else. */
export function plotRange(curves: readonly (readonly number[])[]): [number, number] {
  const values = curves
    .flat()
    .filter(Number.isFinite)
    .sort((a, b) => a - b)
  const whole = extentOf(values)
  const at = (share: number) => values[Math.round(share * (values.length - 1))]!
  if (values.length < 40) return whole
  const [low, high] = [at(0.05), at(0.95)]
  const middle = high - low
  return middle > 0 && whole[1] - whole[0] > TALL * middle ? [low - middle / 2, high + middle / 2] : whole
}
