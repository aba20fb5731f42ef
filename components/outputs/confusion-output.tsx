import { useTranslations } from 'next-intl'
import { ScrollBox } from '@/components/ui/scroll-box'
import type { OutputOf } from '@/lib/runtime/outputs'
import { countEdges } from './confusion-counts'
import { FigureBox } from './figure-box'
import { tint } from './shades'

/** A table by nature: the diagonal is right, the edges say what share of each class was found and was true. */
export function ConfusionOutput({ output }: { output: OutputOf<'confusion'> }) {
  const t = useTranslations('outputs')
  const { classes, counts, caption } = output
  const size = classes.length
  const { recall, precision, right, total } = countEdges(size, counts)
  // The sign stands at the head of its row and column, so that ten classes fit beside each other.
  const percent = (value: number) => (Number.isNaN(value) ? t('none') : (100 * value).toFixed(1))
  // A row's own total is its measure: rare classes would otherwise stay pale.
  const strength = (row: number, column: number) => {
    const own = counts.slice(row * size, (row + 1) * size).reduce((sum, count) => sum + count, 0)
    return own === 0 ? 0 : counts[row * size + column]! / own
  }
  return (
    <FigureBox caption={caption}>
      <ScrollBox label={caption ?? t('confusion')}>
        <table className="output-table output-heat output-confusion">
          <thead>
            <tr>
              <th scope="col">{t('actual')}</th>
              {classes.map((name, index) => (
                <th key={index} scope="col">
                  {name}
                </th>
              ))}
              <th scope="col">{t('recall')} %</th>
            </tr>
          </thead>
          <tbody>
            {classes.map((name, row) => (
              <tr key={row}>
                <th scope="row">{name}</th>
                {classes.map((_, column) => (
                  <td
                    key={column}
                    style={{
                      background: tint({ hue: row === column ? 2 : 1, strength: strength(row, column) }),
                    }}
                    className={row === column ? 'font-semibold' : undefined}
                  >
                    {counts[row * size + column]}
                  </td>
                ))}
                <td data-edge="">{percent(recall[row]!)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('precision')} %</th>
              {precision.map((value, index) => (
                <td key={index} data-edge="">
                  {percent(value)}
                </td>
              ))}
              <td aria-hidden />
            </tr>
          </tfoot>
        </table>
      </ScrollBox>
      <p className="m-0 text-ink-soft">
        {t('accuracyOf', { share: total > 0 ? right / total : 0, right, total })}
      </p>
    </FigureBox>
  )
}
