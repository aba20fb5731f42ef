import { useTranslations } from 'next-intl'
import type { OutputOf } from '@/lib/runtime/outputs'
import { PAPER, scaleChart, tracePath, type Axis } from './chart-scale'
import { writeNumber } from './number'
import { ScrollBox } from '@/components/ui/scroll-box'

/** Five hues; after them the dashes go on telling series apart. */
export const hueOf = (index: number) => `var(--data-${(index % 5) + 1})`
export const DASHES = ['', '6 3', '2 3', '8 3 2 3', '12 4', '4 4', '1 3', '10 2 2 2']

type Chart = OutputOf<'chart'>
type MarksProps = { output: Chart; index: number; x: Axis; y: Axis }

function Marks({ output, index, x, y }: MarksProps) {
  const { values } = output.series[index]!
  const colour = hueOf(index)
  if (output.type === 'line') {
    const path = tracePath(output.x.values, values, x, y)
    return <path d={path} fill="none" stroke={colour} strokeWidth={1.75} strokeDasharray={DASHES[index]} />
  }
  const finite = output.x.values.flatMap((at, place) => {
    const value = values[place]
    return value !== undefined && Number.isFinite(value) && Number.isFinite(at) ? [{ at, value }] : []
  })
  if (output.type === 'scatter') {
    return finite.map(({ at, value }, place) => (
      <circle key={place} cx={x.at(at)} cy={y.at(value)} r={2.5} fill={colour} fillOpacity={0.7} />
    ))
  }
  const slot = (PAPER.width - PAPER.left - PAPER.right) / Math.max(1, output.x.values.length)
  const width = Math.max(1, (slot * 0.8) / output.series.length)
  return finite.map(({ at, value }, place) => (
    <rect
      key={place}
      x={x.at(at) - slot * 0.4 + index * width}
      width={width}
      y={Math.min(y.at(value), y.at(0))}
      height={Math.abs(y.at(value) - y.at(0))}
      fill={colour}
    />
  ))
}

/** A finished chart: axes named, series labelled where they end, the numbers one key away. */
export function ChartOutput({ output }: { output: Chart }) {
  const t = useTranslations('notebook.outputs')
  const { x, y } = scaleChart(output)
  const { caption, series, yLabel } = output
  const bottom = PAPER.height - PAPER.bottom
  const right = PAPER.width - PAPER.right
  const names = series.map((one) => one.label).join(', ')
  return (
    <figure className="output-block m-0">
      {caption && <figcaption className="mb-1 text-ink-soft">{caption}</figcaption>}
      <svg
        viewBox={`0 0 ${PAPER.width} ${PAPER.height}`}
        role="img"
        aria-label={t('chartOf', { names, x: output.x.label })}
        className="block w-full max-w-160 font-ui text-[12px]"
      >
        {y.ticks.map((tick) => (
          <g key={tick}>
            <line x1={PAPER.left} x2={right} y1={y.at(tick)} y2={y.at(tick)} stroke="var(--rule)" />
            <text x={PAPER.left - 6} y={y.at(tick)} dy="0.35em" textAnchor="end" fill="var(--ink-faint)">
              {writeNumber(tick)}
            </text>
          </g>
        ))}
        {x.ticks.map((tick) => (
          <text key={tick} x={x.at(tick)} y={bottom + 16} textAnchor="middle" fill="var(--ink-faint)">
            {writeNumber(tick)}
          </text>
        ))}
        <line x1={PAPER.left} x2={right} y1={bottom} y2={bottom} stroke="var(--rule-strong)" />
        <text x={(PAPER.left + right) / 2} y={PAPER.height - 8} textAnchor="middle" fill="var(--ink-soft)">
          {output.x.label}
        </text>
        {yLabel && (
          <text
            x={0}
            y={0}
            dy="0.8em"
            transform={`translate(0 ${bottom}) rotate(-90)`}
            fill="var(--ink-soft)"
          >
            {yLabel}
          </text>
        )}
        {series.map((_, index) => (
          <Marks key={index} output={output} index={index} x={x} y={y} />
        ))}
        {series.map((one, index) => {
          const last = one.values.findLast(Number.isFinite)
          return (
            <text
              key={index}
              x={right + 6}
              y={output.type === 'line' && last !== undefined ? y.at(last) : PAPER.top + 14 * (index + 1)}
              dy="0.35em"
              fill={hueOf(index)}
            >
              {one.label}
            </text>
          )
        })}
      </svg>
      <DataTable output={output} />
    </figure>
  )
}

const ROWS = 100

function DataTable({ output }: { output: Chart }) {
  const t = useTranslations('notebook.outputs')
  const { x, series } = output
  const rows = x.values.slice(0, ROWS)
  return (
    <details>
      <summary className="min-h-10 cursor-pointer py-2 text-ink-soft">{t('asTable')}</summary>
      <ScrollBox label={t('asTable')}>
        <table className="output-table">
          <thead>
            <tr>
              <th scope="col">{x.label}</th>
              {series.map((one, index) => (
                <th key={index} scope="col">
                  {one.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((value, row) => (
              <tr key={row}>
                <th scope="row">{writeNumber(value)}</th>
                {series.map((one, index) => (
                  <td key={index}>{one.values[row] === undefined ? '—' : writeNumber(one.values[row])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {x.values.length > ROWS && (
        <p className="m-0 text-ink-faint">{t('rowsOf', { shown: ROWS, total: x.values.length })}</p>
      )}
    </details>
  )
}
