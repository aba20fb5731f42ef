/** The declarations for the editor: TF.js and the stdlib in one file that gives cells their globals. */
import { fileURLToPath } from 'node:url'
import { rollup } from 'rollup'
import { dts } from 'rollup-plugin-dts'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * `export as namespace` makes `tf` a global of scripts, as a value and as a namespace of types. `close` is a function
 * and not a constant, because the DOM's own `close()` has the name: declarations of functions merge.
 */
const GLOBALS = `
export as namespace tf;
declare global {
  const datasets: Datasets;
  const show: Show;
  const live: Live;
  const that: That;
  /**
   * 检查数值、数组或张量是否接近（默认误差 0.001）。
   * Fails unless numbers, arrays or tensors have one shape and differ by no more than the tolerance (0.001).
   */
  function close(actual: Parameters<Close>[0], expected: Parameters<Close>[1], tolerance?: number): void;
}
`

export async function rollTypes(): Promise<string> {
  const bundle = await rollup({
    input: `${root}sandbox/editor.ts`,
    plugins: [dts({ respectExternal: true, compilerOptions: { skipLibCheck: true, paths: {} } })],
    onwarn: () => {},
  })
  const { output } = await bundle.generate({ format: 'es', file: 'types.d.ts' })
  await bundle.close()
  return mergeAugmentations(output[0].code) + GLOBALS
}

/**
 * The chained operations (`x.square()`) augment `Tensor` through `declare module './types'`, which names nothing once
 * all is one file. Without that wrapping the interfaces merge with the class beside them.
 */
export function mergeAugmentations(code: string): string {
  const lines = code.split('\n')
  let depth = 0
  return lines
    .map((line) => {
      if (depth === 0 && /^declare module ['"]/.test(line)) {
        depth = 1
        return ''
      }
      if (depth === 0) return line
      depth += line.split('{').length - line.split('}').length
      return depth === 0 ? '' : line
    })
    .join('\n')
}
