import Link from 'next/link'
import type { CellNames } from '@/lib/content/cell-names.server'
import { minute } from '@/lib/insights/dates'
import type { Mentee } from '@/lib/mentoring/mentees.server'
import type { Desk as DeskOrder } from '@/lib/mentoring/queue'
import type { Words } from '@/lib/mentoring/words.server'
import { standingText, StuckNote } from './standing'

type Props = { desk: DeskOrder; title: (lesson: string) => string; cells: CellNames; words: Words }

/** Whoever needs help first, with the trouble on the page; the others as a list. */
export function Desk({ desk, title, cells, words }: Props) {
  return (
    <>
      {desk.stuck.length > 0 && (
        <section aria-labelledby="stuck" className="mt-8">
          <h2 id="stuck" className="border-t border-rule-strong pt-3 font-body text-xl">
            {words('stuckFirst')}
          </h2>
          <ol>
            {desk.stuck.map(({ mentee, lesson }) => (
              <li key={mentee.id} className="grid gap-2 border-b border-rule py-4 sm:grid-cols-[12rem_1fr]">
                <div>
                  <PersonLink mentee={mentee} />
                  <p className="text-small text-ink-soft">{title(lesson.lesson)}</p>
                </div>
                <div>
                  <StuckNote
                    stuck={lesson.stuck}
                    cell={cells(lesson.lesson, lesson.stuck.cell)}
                    words={words}
                  />
                  <Link
                    href={`/mentees/${mentee.id}/${lesson.lesson}`}
                    prefetch={false}
                    aria-label={words('openLabel', { name: mentee.name, lesson: title(lesson.lesson) })}
                    className="link mt-1 flex min-h-10 w-fit items-center text-small"
                  >
                    {words('open')}
                  </Link>
                </div>
              </li>
            ))}
          </ol>
        </section>
      )}
      {desk.others.length > 0 && (
        <section aria-labelledby="others" className="mt-10">
          <h2 id="others" className="border-t border-rule-strong pt-3 font-body text-xl">
            {words('others')}
          </h2>
          <ul>
            {desk.others.map((mentee) => {
              const latest = mentee.lessons[0]
              return (
                <li
                  key={mentee.id}
                  className="grid items-baseline gap-x-4 border-b border-rule py-2 sm:grid-cols-[12rem_1fr_auto]"
                >
                  <PersonLink mentee={mentee} />
                  <p className={latest?.verifiedAt ? 'text-verdigris' : 'text-ink-soft'}>
                    {standingText(latest, title, cells, words)}
                  </p>
                  {latest && (
                    <p className="text-small text-ink-faint tabular-nums">
                      {words('columns.lastActive')} {minute(latest.lastAt)}
                    </p>
                  )}
                </li>
              )
            })}
          </ul>
        </section>
      )}
    </>
  )
}

function PersonLink({ mentee }: { mentee: Mentee }) {
  return (
    <Link
      href={`/mentees/${mentee.id}`}
      prefetch={false}
      className="link flex min-h-10 w-fit items-center font-medium"
    >
      <bdi>{mentee.name}</bdi>
    </Link>
  )
}
