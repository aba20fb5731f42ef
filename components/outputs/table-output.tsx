import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { firstRows } from '@/lib/drawing/marks'
import type { OutputOf } from '@/lib/runtime/outputs'
import { writeCell } from './number'
import { ScrollBox } from '@/components/ui/scroll-box'

/** Scrolls in its own box; numbers in columns of one width, aligned right. */
export function TableOutput({ output }: { output: OutputOf<'table'> }) {
  const t = useTranslations('outputs')
  const { caption, columns, total } = output
  const [whole, setWhole] = useState(false)
  const rows = whole ? output.rows : output.rows.slice(0, firstRows(output))
  return (
    <div className="output-block">
      <ScrollBox label={caption ?? t('table')}>
        <table className="output-table">
          {caption && <caption>{caption}</caption>}
          <thead>
            <tr>
              {columns.map((column, index) => (
                <th
                  key={index}
                  scope="col"
                  data-words={typeof rows[0]?.[index] === 'string' ? '' : undefined}
                >
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={index}>
                {row.map((value, column) => (
                  <td key={column} data-words={typeof value === 'string' ? '' : undefined}>
                    {typeof value === 'number' ? writeCell(value) : value === null ? '—' : String(value)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {total > rows.length && (
        <p className="m-0 text-ink-faint">{t('rowsOf', { shown: rows.length, total })}</p>
      )}
      {output.rows.length > rows.length && (
        <button type="button" className="button mt-1" onClick={() => setWhole(true)}>
          {t('moreRows', { count: output.rows.length - rows.length })}
        </button>
      )}
    </div>
  )
}
