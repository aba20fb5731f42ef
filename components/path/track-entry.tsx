import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import type { Locale } from '@/lib/curriculum/ids'
import { requiredLessons } from '@/lib/curriculum/path'
import type { Track } from '@/lib/curriculum/track'
import type { MyPath } from '@/lib/path/my-path.server'
import { ChangeButton } from './change-button.client'
import { listed } from './words'

/** One track: whom it suits, how much of it is verified already, its lessons, and the button that follows it. */
export async function TrackEntry({ track, mine, locale }: { track: Track; mine: MyPath; locale: Locale }) {
  const t = await getTranslations('path.tracks')
  const { lessons, verified } = mine
  const required = requiredLessons(track, lessons)
  const done = required.filter(({ id }) => verified.has(id)).length
  const hours = Math.max(1, Math.round(required.reduce((sum, { minutes }) => sum + minutes, 0) / 60))
  const electives = track.electives.flatMap((id) => lessons.find((lesson) => lesson.id === id) ?? [])
  const name = `track-${track.id}`
  return (
    <li id={track.id} className="scroll-mt-16 border-t border-rule py-6">
      <h2 id={name} className="font-body text-2xl">
        {track.title[locale]}
      </h2>
      <p className="mt-1">{track.summary[locale]}</p>
      <p className="mt-1 text-ink-soft">
        {t('for')}
        {locale === 'zh' ? '：' : ': '}
        {track.for[locale]}
      </p>
      <p className="mt-2 text-small text-ink-faint">
        {t('required', { count: required.length })} · {t('hours', { hours })}
        {done > 0 && <span className="text-verdigris"> · {t('verified', { count: done })}</span>}
      </p>
      <details className="mt-1">
        <summary className="flex min-h-10 w-fit cursor-pointer items-center text-small text-ink-soft underline underline-offset-4 hover:text-ember">
          {t('outline')}
        </summary>
        <ol className="mb-3 list-decimal pl-8 text-small leading-7">
          {required.map((lesson) => (
            <li key={lesson.id}>
              <Link href={`/learn/${lesson.id}`} className="hover:text-ember hover:underline">
                {lesson.text[locale].title}
              </Link>
              {verified.has(lesson.id) && <VerifiedTick />}
            </li>
          ))}
        </ol>
        {electives.length > 0 && (
          <p className="mb-3 text-small text-ink-soft">
            {t('electives')}
            {locale === 'zh' ? '：' : ': '}
            {listed(
              electives.map((lesson) => lesson.text[locale].title),
              locale,
            )}
          </p>
        )}
      </details>
      {track.id === mine.track.id ? (
        <p className="flex min-h-10 items-center font-medium" data-following={track.id}>
          {t('following')}
        </p>
      ) : (
        mine.hasPlace && (
          <ChangeButton
            method="PUT"
            path="/me/track"
            body={{ track: track.id }}
            words={{ label: t('follow'), busy: t('busy'), failed: t('failed') }}
            describedBy={name}
          />
        )
      )}
    </li>
  )
}

async function VerifiedTick() {
  const t = await getTranslations('path.standing')
  return <span className="text-verdigris"> · {t('verified')}</span>
}
