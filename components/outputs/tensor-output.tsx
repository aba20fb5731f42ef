import { useTranslations } from 'next-intl'
import type { OutputOf } from '@/lib/runtime/outputs'
import { writeNumber } from './number'
import { ScrollBox } from '@/components/ui/scroll-box'
import { layTensor } from './tensor-grid'

const write = (value: number | string | boolean) =>
  typeof value === 'number'
    ? writeNumber(value)
    : typeof value === 'string'
      ? JSON.stringify(value)
      : String(value)

/** Shape, type and range in one line; the values fold open. Small tensors are open at once. */
export function TensorOutput({ output }: { output: OutputOf<'tensor'> }) {
  const t = useTranslations('outputs')
  const { name, shape, dtype, values, min, max, mean } = output
  const size = shape.reduce((product, dimension) => product * dimension, 1)
  const grid = layTensor(shape, values)
  const facts = [
    ['min', min],
    ['mean', mean],
    ['max', max],
  ] as const
  return (
    <details className="output-block" open={size <= 64}>
      <summary className="flex min-h-10 cursor-pointer flex-wrap items-center gap-x-3 font-code tabular-nums">
        <span className="text-ink">
          {name ?? t('tensor')}{' '}
          <span className="text-ink-soft">{shape.length > 0 ? shape.join(' × ') : t('scalar')}</span>
        </span>
        <span className="text-ink-faint">{dtype}</span>
        {facts.map(
          ([fact, value]) =>
            value !== undefined && (
              <span key={fact} className="text-ink-faint">
                {t(fact)} {writeNumber(value)}
              </span>
            ),
        )}
      </summary>
      <ScrollBox label={t('values')}>
        <table className="output-table font-code">
          <tbody>
            {grid.rows.map((row, index) => (
              <tr key={index}>
                {row.index && <th scope="row">{row.index}</th>}
                {row.values.map((value, column) => (
                  <td key={column}>{write(value)}</td>
                ))}
                {row.cut && <td aria-label={t('more')}>…</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {grid.cut && <p className="m-0 text-ink-faint">{t('tensorCut', { rows: grid.rows.length })}</p>}
    </details>
  )
}
