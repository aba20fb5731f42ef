import { useTranslations } from 'next-intl'
import type { ReactNode, RefObject } from 'react'
import { ScrollBox } from '@/components/ui/scroll-box'
import { writeNumber } from './number'

type BoxProps = { caption?: string | undefined; box?: RefObject<HTMLDivElement | null>; children: ReactNode }

/** A drawing with what to see in it above. */
export function FigureBox({ caption, box, children }: BoxProps) {
  return (
    <figure className="output-block m-0">
      {caption && <figcaption className="mb-1 text-ink-soft">{caption}</figcaption>}
      <div ref={box}>{children}</div>
    </figure>
  )
}

type Cell = number | string | undefined
type TableProps = { columns: string[]; rows: Cell[][]; note?: string | false; open?: boolean }

const write = (value: Cell) =>
  value === undefined ? '—' : typeof value === 'number' ? writeNumber(value) : value

/** The numbers of a drawing; the first column names its row. */
export function NumbersTable({ columns, rows, label }: TableProps & { label: string }) {
  return (
    <ScrollBox label={label}>
      <table className="output-table">
        <thead>
          <tr>
            {columns.map((column, index) => (
              <th key={index} scope="col" data-words={typeof rows[0]?.[index] === 'string' ? '' : undefined}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...values], row) => (
            <tr key={row}>
              <th scope="row" data-words={typeof name === 'string' ? '' : undefined}>
                {write(name)}
              </th>
              {values.map((value, index) => (
                <td key={index} data-words={typeof value === 'string' ? '' : undefined}>
                  {write(value)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}

/** The same, one key away. */
export function FoldedTable(props: TableProps) {
  const t = useTranslations('outputs')
  return (
    <details>
      <summary className="min-h-10 cursor-pointer py-2 text-ink-soft">{t('asTable')}</summary>
      <NumbersTable {...props} label={t('asTable')} />
      {props.note && <p className="m-0 text-ink-faint">{props.note}</p>}
    </details>
  )
}
