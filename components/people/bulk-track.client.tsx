'use client'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { TrackForm } from './track-form.client'

type Props = {
  tracks: readonly { id: string; title: string }[]
  people: readonly string[]
  children: ReactNode
}

/**
 * The list, with boxes named `chosen` in its rows, under a form that acts on those that are ticked. The boxes bubble
 * their changes up to here: the list itself comes from the server.
 */
export function BulkTrack({ tracks, people, children }: Props) {
  const t = useTranslations('people')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const here = people.filter((id) => chosen.has(id))
  return (
    <div
      onChange={({ target, currentTarget }) => {
        if (!(target instanceof HTMLInputElement) || target.type !== 'checkbox') return
        const { name, value, checked } = target
        if (name !== 'chosen' && name !== 'chosen-all') return
        const next = new Set(chosen)
        for (const id of name === 'chosen' ? [value] : people) {
          if (checked) next.add(id)
          else next.delete(id)
        }
        setChosen(next)
        // The table and the narrow list show the same people: both tick alike.
        for (const box of currentTarget.querySelectorAll<HTMLInputElement>('input[name=chosen]'))
          box.checked = next.has(box.value)
      }}
    >
      <details className="mt-6 border-y border-rule py-2">
        <summary className="flex min-h-10 cursor-pointer items-center">{t('track.bulk')}</summary>
        <p className="mb-3 text-small text-ink-soft">{t('track.choose')}</p>
        <label className="mb-3 flex min-h-10 w-fit items-center gap-2">
          <input
            type="checkbox"
            name="chosen-all"
            className="size-4 accent-[var(--ember)]"
            checked={here.length === people.length}
            readOnly
          />
          {t('track.all', { count: people.length })}
        </label>
        <TrackForm people={here} tracks={tracks} />
      </details>
      {children}
    </div>
  )
}
