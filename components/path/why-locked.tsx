import { getLocale, getTranslations } from 'next-intl/server'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { stageBy, type Catalog } from '@/lib/curriculum/catalog'
import { STAGES } from '@/lib/curriculum/ids'
import type { Lesson } from '@/lib/curriculum/lesson'
import type { Lock, PathLesson } from '@/lib/curriculum/path'

type Course = { catalog: Catalog; lessons: readonly Lesson[]; placements: ReadonlySet<string> }

/** How many lessons are named before the rest is only counted. */
const NAMED = 5

/** A card in the page's top layer: why a lesson is not open, and each way to open it. Needs no script. */
export async function WhyLocked({ id, entry, ...course }: Course & { id: string; entry: PathLesson }) {
  const [t, locale] = await Promise.all([getTranslations('path.why'), getLocale()])
  const { lesson, locks } = entry
  return (
    <dialog id={id} popover="auto" className="why-card text-ui" aria-label={t('title')}>
      <p className="text-small text-ink-faint">{t('title')}</p>
      <p className="mt-1 font-body text-xl">{lesson.text[locale].title}</p>
      <p className="mt-1 text-ink-soft">{lesson.text[locale].summary}</p>
      {locks.map((lock) => (
        <WhyLock key={lock.kind} lock={lock} {...course} />
      ))}
      <p className="mt-4 text-small text-ink-faint">{t('note')}</p>
      <div className="mt-3 flex flex-wrap gap-3">
        <Link href={`/learn/${lesson.id}`} className="button">
          {t('read')}
        </Link>
        <button type="button" popoverTarget={id} popoverTargetAction="hide" className="button">
          {t('close')}
        </button>
      </div>
    </dialog>
  )
}

async function WhyLock({ lock, catalog, lessons, placements }: Course & { lock: Lock }) {
  const [t, locale] = await Promise.all([getTranslations('path.why'), getLocale()])
  if (lock.kind === 'requires') return <Reason said={t('requires')} ids={lock.lessons} lessons={lessons} />
  const stage = stageBy(catalog, lock.stage).title[locale]
  if (lock.need === 'any') return <Reason said={t('any', { stage })} ids={lock.lessons} lessons={lessons} />
  // The lessons asked for are those of one earlier stage.
  const earlier = lessons.find(({ id }) => id === lock.lessons[0])?.stage ?? STAGES[0]
  const before = stageBy(catalog, earlier).title[locale]
  const said = t('all', { stage, before, count: lock.lessons.length })
  return (
    <Reason said={said} ids={lock.lessons} lessons={lessons}>
      {placements.has(earlier) && (
        <p className="mt-1">
          <Link href={`/placement/${earlier}`} className="link">
            {t('placement')}
          </Link>
        </p>
      )}
    </Reason>
  )
}

type ReasonProps = { said: string; ids: readonly string[]; lessons: readonly Lesson[]; children?: ReactNode }

async function Reason({ said, ids, lessons, children }: ReasonProps) {
  const [t, locale] = await Promise.all([getTranslations('path.why'), getLocale()])
  const title = (id: string) => lessons.find((lesson) => lesson.id === id)?.text[locale].title ?? id
  const named = ids.length > NAMED + 1 ? ids.slice(0, NAMED) : ids
  return (
    <div className="mt-3 border-l-2 border-rule-strong pl-3">
      <p>{said}</p>
      <ul>
        {named.map((id) => (
          <li key={id}>
            <Link href={`/learn/${id}`} className="link">
              {title(id)}
            </Link>
          </li>
        ))}
        {named.length < ids.length && <li>{t('more', { count: ids.length - named.length })}</li>}
      </ul>
      {children}
    </div>
  )
}
