import type { Standing } from '@/lib/curriculum/path'
import type { MapDrawing, Stop } from './map-layout'

type Props = {
  drawing: MapDrawing
  /** The lesson to take next: the one stop in ember. */
  next: string | null
  className: string
}

/** The line and its stops, under the list that says the same in words. */
export function MapLines({ drawing, next, className }: Props) {
  const { width, height, legs, spurs, stops } = drawing
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      style={{ width: `${width / 16}rem`, height: `${height / 16}rem` }}
      aria-hidden="true"
      focusable="false"
      className={`pointer-events-none absolute top-0 left-0 ${className}`}
      fill="none"
    >
      {spurs.map((d) => (
        <path
          key={d}
          d={d}
          stroke="var(--rule-strong)"
          strokeWidth="1.5"
          strokeDasharray="1 4"
          strokeLinecap="round"
        />
      ))}
      {legs.map(({ d, isTravelled }) => (
        <path
          key={d}
          d={d}
          stroke={isTravelled ? 'var(--verdigris)' : 'var(--rule-strong)'}
          strokeWidth={isTravelled ? 3.5 : 2}
          strokeLinejoin="round"
        />
      ))}
      {stops.map((stop) => (
        <StopMark key={stop.lesson.lesson.id} stop={stop} isNext={stop.lesson.lesson.id === next} />
      ))}
    </svg>
  )
}

/** Told apart by shape as well as by colour; the word stands beside each. */
function StopMark({ stop: { x, y, lesson }, isNext }: { stop: Stop; isNext: boolean }) {
  const { standing, part, step } = lesson
  const r = part === 'required' ? 12.5 : part === 'elective' ? 9 : 6
  const paint = isNext ? 'var(--ember)' : PAINT[standing]
  return (
    <g transform={`translate(${x} ${y})`}>
      <circle
        r={r}
        fill={standing === 'verified' ? 'var(--verdigris)' : 'var(--paper)'}
        stroke={paint}
        strokeWidth={isNext ? 3 : 1.75}
        strokeDasharray={standing === 'locked' ? '2.5 3' : undefined}
      />
      {standing === 'verified' && (
        <path
          d={`M${-r * 0.42} ${r * 0.04}l${r * 0.3} ${r * 0.32} ${r * 0.56} ${-r * 0.66}`}
          stroke="var(--paper)"
          strokeWidth="2"
        />
      )}
      {standing === 'begun' && (
        <path d={`M0 ${-r + 3.5}a${r - 3.5} ${r - 3.5} 0 0 1 0 ${2 * r - 7}z`} fill={paint} />
      )}
      {standing === 'waiting' &&
        [-4.5, 0, 4.5].map((dx) => <circle key={dx} cx={dx} r="1.5" fill="var(--ink-soft)" />)}
      {(standing === 'open' || standing === 'locked') && step !== null && (
        <text
          y="4"
          textAnchor="middle"
          fontSize="12"
          fill={isNext ? 'var(--ember)' : 'var(--ink-faint)'}
          style={{ fontVariantNumeric: 'tabular-nums' }}
        >
          {step}
        </text>
      )}
    </g>
  )
}

const PAINT = {
  verified: 'var(--verdigris)',
  waiting: 'var(--ink-soft)',
  begun: 'var(--ink-soft)',
  open: 'var(--ink-soft)',
  locked: 'var(--rule-strong)',
} satisfies Record<Standing, string>
