import type { Figure } from '@/lib/insights/figure.server'
import type { Words } from '@/lib/insights/words.server'

/** The one number of a figure, with its unit and a note, or why there is none. */
export function MainNumber({ figure, words }: { figure: Figure; words: Words }) {
  if (figure.kind !== 'shown')
    return <p className="py-2 text-ui text-ink-soft">{words(`hidden.${figure.kind}`)}</p>
  const { main, more, unit, key } = figure
  return (
    <>
      {main === null ? (
        <p className="py-2 text-ui text-ink-soft">{words('noValue')}</p>
      ) : (
        <p className="py-1">
          <span className="font-body text-4xl tabular-nums">{main}</span>{' '}
          <span className="text-small text-ink-soft">{words(`units.${unit}`, { count: main })}</span>
        </p>
      )}
      {NOTED.has(key) && (
        <p className="max-w-[24em] text-small text-ink-soft">{words(`notes.${key}`, more ?? {})}</p>
      )}
    </>
  )
}

/** Figures whose number alone would be misread. */
const NOTED = new Set<Figure['key']>([
  'at-risk',
  'deadlines',
  'mentors',
  'certificates',
  'careers',
  'pace',
  'difficulty',
  'activation',
  'completion',
  'coverage',
  'funnel',
])
