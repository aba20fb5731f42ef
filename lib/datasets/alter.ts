/**
 * Small changes of a picture under which it still shows the same thing: it is moved, turned, scaled and slanted by
 * amounts below what a reader would notice, and a photograph is lit a little differently. Each picture draws its own.
 */
export type Alteration = {
  /** Height, width, channels. */
  shape: readonly [number, number, number]
  /** The most that a picture moves along each axis, in pixels. */
  shift: number
  /** The most that it turns, in degrees. */
  turn: number
  /** The most that each axis grows or shrinks, as a share. */
  scale: number
  /** The most that rows slip sideways, in pixels a row. */
  slant: number
  /** The most that differences from middle grey grow or shrink, as a share, and that all values move, of 255. */
  light?: { contrast: number; brightness: number }
}

/** @param random evenly from 0 to 1; each picture takes the same number of draws */
export function alterPictures(pictures: Uint8Array, how: Alteration, random: () => number): Uint8Array {
  const [height, width, channels] = how.shape
  const size = height * width * channels
  const altered = new Uint8Array(pictures.length)
  for (let start = 0; start < pictures.length; start += size)
    alterOne(pictures.subarray(start, start + size), altered.subarray(start, start + size), how, random)
  return altered
}

function alterOne(from: Uint8Array, to: Uint8Array, how: Alteration, random: () => number): void {
  const [height, width, channels] = how.shape
  const most = (limit: number) => (2 * random() - 1) * limit
  const [dx, dy] = [most(how.shift), most(how.shift)]
  const angle = (most(how.turn) * Math.PI) / 180
  const [sx, sy] = [1 + most(how.scale), 1 + most(how.scale)]
  const slant = most(how.slant)
  const contrast = 1 + most(how.light?.contrast ?? 0)
  const brightness = most(how.light?.brightness ?? 0)
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2]
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const x = column - middleX
      const y = row - middleY
      const u = (cos * x + sin * y) / sx + slant * y + dx + middleX
      const v = (-sin * x + cos * y) / sy + dy + middleY
      for (let channel = 0; channel < channels; channel++) {
        const value = between(from, how.shape, v, u, channel)
        // A `Uint8Array` would wrap around.
        to[(row * width + column) * channels + channel] = Math.min(
          255,
          Math.max(0, Math.round((value - 127.5) * contrast + 127.5 + brightness)),
        )
      }
    }
}

/** The value at a place between pixels, bilinear; beyond the edge the edge goes on. */
function between(
  values: Uint8Array,
  [height, width, channels]: Alteration['shape'],
  y: number,
  x: number,
  channel: number,
): number {
  const v = Math.min(height - 1, Math.max(0, y))
  const u = Math.min(width - 1, Math.max(0, x))
  const [top, left] = [Math.floor(v), Math.floor(u)]
  const [bottom, right] = [Math.min(height - 1, top + 1), Math.min(width - 1, left + 1)]
  const at = (row: number, column: number) => values[(row * width + column) * channels + channel]!
  const upper = at(top, left) + (u - left) * (at(top, right) - at(top, left))
  const lower = at(bottom, left) + (u - left) * (at(bottom, right) - at(bottom, left))
  return upper + (v - top) * (lower - upper)
}
