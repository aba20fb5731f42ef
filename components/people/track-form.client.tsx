'use client'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import type { FormEvent } from 'react'
import { SaidLine } from './said-line'
import { useSend } from './use-send.client'

type Props = {
  people: readonly string[]
  tracks: readonly { id: string; title: string }[]
  /** The track followed now, where it is one person's. */
  current?: string
}

/** Puts one person, or those chosen in a list, on a track. */
export function TrackForm({ people, tracks, current }: Props) {
  const t = useTranslations('people')
  const router = useRouter()
  const { isBusy, said, send, say } = useSend(t as never)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (isBusy) return
    const track = String(new FormData(event.currentTarget).get('track') ?? '')
    const result = await send<{ changed: number }>('PUT', '/people/track', { track, people })
    if (!result.ok) return
    say(t('track.done', { count: result.data.changed }))
    router.refresh()
  }
  return (
    <form method="post" onSubmit={submit} noValidate>
      <div className="flex flex-wrap items-end gap-3">
        <label className="grid gap-1 text-small text-ink-soft">
          {t('track.label')}
          <select key={current} name="track" defaultValue={current} className="field text-ui">
            {tracks.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" aria-disabled={isBusy || people.length === 0} className="button">
          {current === undefined ? t('track.many', { count: people.length }) : t('track.one')}
        </button>
      </div>
      <p className="mt-1 text-small text-ink-faint">{t('track.note')}</p>
      <SaidLine said={said} />
    </form>
  )
}
