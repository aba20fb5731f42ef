import type { OutputOf } from '../../lib/runtime/outputs'
import type { ConvolutionOptions } from '../stdlib/show-api'
import { Misuse } from './misuse'
import { type Table, wordsOf } from './read'

const WANTED = ' { image /* ≤ 32 × 32 */, kernel /* ≤ 7 × 7, ≤ image */ }'

/** What libraries call a convolution: the kernel is laid on as it is, not turned round. @throws Misuse */
export function convolutionOutput(
  options: Pick<ConvolutionOptions, 'caption'>,
  image: Table,
  kernel: Table,
): OutputOf<'convolution'> {
  const [height, width] = [image.rows - kernel.rows + 1, image.columns - kernel.columns + 1]
  const large = image.rows > 32 || image.columns > 32 || kernel.rows > 7 || kernel.columns > 7
  if (large || height < 1 || width < 1) throw new Misuse(WANTED)
  const result = Array.from({ length: height * width }, (_, index) => {
    const [top, left] = [Math.floor(index / width), index % width]
    return kernel.values.reduce((sum, weight, place) => {
      const [row, column] = [Math.floor(place / kernel.columns), place % kernel.columns]
      return sum + weight * image.values[(top + row) * image.columns + left + column]!
    }, 0)
  })
  return {
    kind: 'convolution',
    ...wordsOf(options, 'caption'),
    height: image.rows,
    width: image.columns,
    image: image.values,
    kernelHeight: kernel.rows,
    kernelWidth: kernel.columns,
    kernel: kernel.values,
    result,
  }
}
