import { hueOf } from './hues'
import { type Scale, shade } from './shades'

type Window = { row: number; column: number; height: number; width: number }
type GridProps = {
  height: number
  width: number
  values: readonly number[]
  scale: Scale
  /** Largest side of the drawing in pixels. */
  side: number
  label: string
  /** Cells framed in ember. */
  window?: Window
  onPick?(row: number, column: number): void
}

/** Numbers of a small picture as shades; where cells are large enough the numbers are written into them. */
export function PixelGrid({ height, width, values, scale, side, label, window, onPick }: GridProps) {
  const cell = Math.min(30, side / Math.max(height, width))
  return (
    // The picture is a second way to move the window; the sliders below do the same by keyboard.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <svg
      viewBox={`-1 -1 ${width * cell + 2} ${height * cell + 2}`}
      width={width * cell + 2}
      height={height * cell + 2}
      role="img"
      aria-label={label}
      className={onPick ? 'block cursor-crosshair' : 'block'}
      onClick={(event) => {
        const box = event.currentTarget.getBoundingClientRect()
        const at = (position: number, from: number, room: number, count: number) =>
          Math.max(0, Math.min(count - 1, Math.floor(((position - from) / room) * count)))
        onPick?.(
          at(event.clientY, box.top, box.height, height),
          at(event.clientX, box.left, box.width, width),
        )
      }}
    >
      {values.map((value, index) => {
        const { hue, strength } = shade(value, scale)
        return strength > 0 ? (
          <rect
            key={index}
            x={(index % width) * cell}
            y={Math.floor(index / width) * cell}
            width={cell}
            height={cell}
            shapeRendering="crispEdges"
            fill={scale.diverging ? hueOf(hue) : 'var(--ink)'}
            fillOpacity={strength}
          />
        ) : null
      })}
      <rect width={width * cell} height={height * cell} fill="none" stroke="var(--rule-strong)" />
      {window && (
        <rect
          x={window.column * cell}
          y={window.row * cell}
          width={window.width * cell}
          height={window.height * cell}
          fill="none"
          stroke="var(--ember)"
          strokeWidth={2.5}
        />
      )}
    </svg>
  )
}
