import type { OutputOf } from '@/lib/runtime/outputs'

/** One picture of a grid as RGBA. Bytes that the kernel did not send are drawn as black. */
export function toRgba(
  { height, width, channels, pixels }: Pick<OutputOf<'images'>, 'height' | 'width' | 'channels' | 'pixels'>,
  index: number,
): Uint8ClampedArray<ArrayBuffer> {
  const size = height * width
  const from = index * size * channels
  const rgba = new Uint8ClampedArray(size * 4)
  for (let pixel = 0; pixel < size; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      rgba[pixel * 4 + channel] = pixels[from + pixel * channels + (channels === 3 ? channel : 0)] ?? 0
    }
    rgba[pixel * 4 + 3] = 255
  }
  return rgba
}
