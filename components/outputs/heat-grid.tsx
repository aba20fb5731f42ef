import { hueOf } from './hues'
import { fitText, FONT } from './paper'
import { textWidth } from '@/lib/content/text-width'
import { type Scale, shade } from './shades'

type GridProps = {
  rows: string[]
  columns: string[]
  /** Row by row. */
  values: readonly number[]
  scale: Scale
  label: string
  /** Pixels there are for the drawing. */
  width: number
  /** A row to point out. */
  row?: number
  rowLabel?: string | undefined
  columnLabel?: string | undefined
}

/** Largest side of a cell in pixels. */
const LARGEST = 34

/** Every n-th name, so that names keep a line's distance. */
const everyNth = (cell: number) => Math.max(1, Math.ceil((FONT + 2) / cell))

/** A matrix as shades, without numbers. */
export function HeatGrid(props: GridProps) {
  const { rows, columns, values, scale, label, width, row, rowLabel, columnLabel } = props
  const widest = (names: string[]) =>
    Math.min(96, names.reduce((most, name) => Math.max(most, textWidth(name) * FONT), 0) + 8)
  const left = widest(rows) + (rowLabel ? 18 : 0)
  const cell = Math.min(LARGEST, Math.max(3, (width - left - 2) / columns.length))
  // Names that do not fit above their column are turned upright.
  const upright = columns.some((name) => textWidth(name) * FONT > cell - 2)
  const top = (upright ? widest(columns) : 20) + (columnLabel ? 18 : 0)
  const nth = everyNth(cell)
  const full = { width: left + cell * columns.length + 2, height: top + cell * rows.length + 2 }
  return (
    <svg
      viewBox={`0 0 ${full.width} ${full.height}`}
      width={full.width}
      height={full.height}
      role="img"
      aria-label={label}
      className="block max-w-full font-ui text-[12px]"
    >
      {columnLabel && (
        <text x={left + (cell * columns.length) / 2} y={12} textAnchor="middle" fill="var(--ink-soft)">
          {columnLabel}
        </text>
      )}
      {rowLabel && (
        <text
          transform={`translate(12 ${top + (cell * rows.length) / 2}) rotate(-90)`}
          textAnchor="middle"
          fill="var(--ink-soft)"
        >
          {rowLabel}
        </text>
      )}
      {columns.map((name, index) =>
        index % nth === 0 ? (
          <text
            key={index}
            transform={`translate(${left + cell * (index + 0.5)} ${top - 6})${upright ? ' rotate(-90)' : ''}`}
            dx={upright ? 0 : undefined}
            dy={upright ? '0.35em' : undefined}
            textAnchor={upright ? 'start' : 'middle'}
            fill="var(--ink-soft)"
          >
            {fitText(name, 90)}
          </text>
        ) : null,
      )}
      {rows.map((name, index) =>
        index % nth === 0 ? (
          <text
            key={index}
            x={left - 6}
            y={top + cell * (index + 0.5)}
            dy="0.35em"
            textAnchor="end"
            fill={index === row ? 'var(--ink)' : 'var(--ink-soft)'}
            fontWeight={index === row ? 600 : undefined}
          >
            {fitText(name, 90)}
          </text>
        ) : null,
      )}
      {values.map((value, index) => {
        const { hue, strength } = shade(value, scale)
        if (strength === 0) return null
        return (
          <rect
            key={index}
            x={left + cell * (index % columns.length)}
            y={top + cell * Math.floor(index / columns.length)}
            width={cell}
            height={cell}
            fill={hueOf(hue)}
            fillOpacity={strength}
            shapeRendering="crispEdges"
          />
        )
      })}
      <rect
        x={left}
        y={top}
        width={cell * columns.length}
        height={cell * rows.length}
        fill="none"
        stroke="var(--rule-strong)"
      />
      {row !== undefined && (
        <rect
          x={left}
          y={top + cell * row}
          width={cell * columns.length}
          height={cell}
          fill="none"
          stroke="var(--ink)"
          strokeWidth={2}
        />
      )}
    </svg>
  )
}
