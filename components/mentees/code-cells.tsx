import clsx from 'clsx'
import { highlightAll } from '@/lib/content/highlight.server'
import { minute } from '@/lib/insights/dates'
import type { MenteeWork } from '@/lib/mentoring/mentee-work.server'
import type { Words } from '@/lib/mentoring/words.server'

type Props = {
  /** Of the lesson's present version, in its order. */
  cells: readonly { id: string; name: string; starter: string }[]
  sources: MenteeWork['sources']
  stuckAt: string | undefined
  words: Words
}

/** Every cell as it stands, to read and not to run; what the lesson no longer has comes last. */
export function CodeCells({ cells, sources, stuckAt, words }: Props) {
  const known = new Set(cells.map((cell) => cell.id))
  const removed = Object.keys(sources).filter((id) => !known.has(id))
  const listed = [
    ...cells.map(({ id, name, starter }) => {
      const saved = sources[id]
      const note = saved ? words('work.saved', { time: minute(saved.savedAt) }) : words('work.untouched')
      return { id, name, source: saved?.source ?? starter, note }
    }),
    ...removed.map((id) => ({
      id,
      // Of a cell that is gone its id is all that is known.
      name: id,
      source: sources[id]!.source,
      note: words('work.removed'),
    })),
  ]
  const codes = highlightAll(listed.map(({ source }) => source))
  return (
    <ol>
      {listed.map(({ id, name, note }, index) => (
        <li key={id} id={`cell-${id}`} className="mt-5 scroll-mt-4">
          <p className="flex flex-wrap items-baseline gap-x-3 text-small">
            <span className="font-medium">{name}</span>
            <span className="text-ink-faint">{note}</span>
          </p>
          <div
            className={clsx(
              'mt-1 overflow-x-auto border-l-2 bg-paper-sunk p-3 font-code text-[0.875rem] leading-relaxed [&_pre]:m-0',
              id === stuckAt ? 'border-caution' : 'border-rule',
            )}
          >
            {codes[index]}
          </div>
        </li>
      ))}
    </ol>
  )
}
