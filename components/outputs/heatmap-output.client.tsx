'use client'
import { useTranslations } from 'next-intl'
import { ScrollBox } from '@/components/ui/scroll-box'
import type { OutputOf } from '@/lib/runtime/outputs'
import { FigureBox, FoldedTable } from './figure-box'
import { HeatGrid } from './heat-grid'
import { writeFixed } from './number'
import { scaleOf, shade, tint } from './shades'
import { useWidth } from './use-width.client'

type Heatmap = OutputOf<'heatmap'>

/** A matrix as shades; where its numbers fit they are written into them. */
export function HeatmapOutput({ output }: { output: Heatmap }) {
  const t = useTranslations('outputs')
  const [box, width] = useWidth()
  const { rows, columns, values, total, caption, digits } = output
  const label = caption ?? t('heatmap')
  const [allRows, allColumns] = total
  const scale = scaleOf(values, output.scale)
  return (
    <FigureBox caption={caption} box={box}>
      {digits === undefined ? (
        <>
          <HeatGrid
            rows={rows}
            columns={columns}
            values={values}
            scale={scale}
            label={label}
            width={width}
            rowLabel={output.rowLabel}
            columnLabel={output.columnLabel}
          />
          <FoldedTable
            columns={[output.rowLabel ?? '', ...columns]}
            rows={rows.map((name, row) => [
              name,
              ...values.slice(row * columns.length, (row + 1) * columns.length),
            ])}
          />
        </>
      ) : (
        <Written output={output} digits={digits} label={label} />
      )}
      {(allRows > rows.length || allColumns > columns.length) && (
        <p className="m-0 text-ink-faint">
          {t('cropped', { rows: rows.length, columns: columns.length, allRows, allColumns })}
        </p>
      )}
    </FigureBox>
  )
}

function Written({ output, digits, label }: { output: Heatmap; digits: number; label: string }) {
  const { rows, columns, values, rowLabel, columnLabel } = output
  const scale = scaleOf(values, output.scale)
  return (
    <ScrollBox label={label}>
      <table className="output-table output-heat">
        <thead>
          {columnLabel && (
            <tr>
              <td aria-hidden />
              <th scope="colgroup" colSpan={columns.length}>
                {columnLabel}
              </th>
            </tr>
          )}
          <tr>
            <th scope="col">{rowLabel}</th>
            {columns.map((name, index) => (
              <th key={index} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((name, row) => (
            <tr key={row}>
              <th scope="row">{name}</th>
              {values.slice(row * columns.length, (row + 1) * columns.length).map((value, index) => (
                <td key={index} style={{ background: tint(shade(value, scale)) }}>
                  {writeFixed(value, digits)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}
