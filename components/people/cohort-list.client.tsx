'use client'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState, type FormEvent } from 'react'
import { SaidLine } from './said-line'
import { useSend } from './use-send.client'

export type Cohort = {
  id: string
  nameZh: string
  nameEn: string
  name: string
  startsOn: string
  people: number
}

/** All cohorts, each with its own form; one is open at a time. */
export function CohortList({ cohorts }: { cohorts: Cohort[] }) {
  const t = useTranslations('people')
  const router = useRouter()
  const { isBusy, said, send, say } = useSend(t as never)
  const [open, setOpen] = useState<string>()

  async function act(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: object) {
    if (isBusy) return
    const result = await send(method, `/cohorts${path}`, body)
    if (!result.ok) return
    setOpen(undefined)
    say(t('saved'))
    router.refresh()
  }
  const form = (cohort?: Cohort) => (
    <CohortForm
      cohort={cohort}
      isBusy={isBusy}
      onCancel={() => setOpen(undefined)}
      onSubmit={(fields) => (cohort ? act('PATCH', `/${cohort.id}`, fields) : act('POST', '', fields))}
    />
  )
  return (
    <>
      {cohorts.length === 0 && <p className="mt-6 text-ink-faint">{t('classes.empty')}</p>}
      <ul className="mt-6 border-t border-rule">
        {cohorts.map((cohort) => {
          const { id, name, startsOn, people } = cohort
          return (
            <li key={id} className="border-b border-rule py-2">
              <div className="flex flex-wrap items-center gap-x-4">
                <p className="min-w-0 flex-1">
                  <span className="font-medium">{name}</span>{' '}
                  <span className="text-small text-ink-faint tabular-nums">
                    {startsOn} · {t('tree.people', { count: people })}
                  </span>
                </p>
                <button
                  type="button"
                  className="button"
                  aria-expanded={open === id}
                  aria-label={t('tree.editLabel', { name })}
                  onClick={() => setOpen(open === id ? undefined : id)}
                >
                  {t('tree.edit')}
                </button>
                <button
                  type="button"
                  className="button"
                  aria-disabled={isBusy}
                  aria-label={t('tree.removeLabel', { name })}
                  onClick={() => act('DELETE', `/${id}`)}
                >
                  {t('tree.remove')}
                </button>
              </div>
              {open === id && form(cohort)}
            </li>
          )
        })}
      </ul>
      <SaidLine said={said} />
      {open === 'new' ? (
        form()
      ) : (
        <button type="button" className="button button-loud" onClick={() => setOpen('new')}>
          {t('classes.add')}
        </button>
      )}
    </>
  )
}

type FormProps = {
  cohort: Cohort | undefined
  isBusy: boolean
  onCancel: () => void
  onSubmit: (fields: { nameZh: string; nameEn: string; startsOn: string }) => void
}

function CohortForm({ cohort, isBusy, onCancel, onSubmit }: FormProps) {
  const t = useTranslations('people')
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '').trim()
    onSubmit({ nameZh: text('nameZh'), nameEn: text('nameEn'), startsOn: text('startsOn') })
  }
  return (
    <form method="post" className="my-3 flex flex-wrap items-end gap-3" onSubmit={submit} noValidate>
      {(['nameZh', 'nameEn'] as const).map((name) => (
        <label key={name} className="grid gap-1 text-small text-ink-soft">
          {t(`tree.${name}`)}
          <input
            name={name}
            defaultValue={cohort?.[name] ?? ''}
            maxLength={60}
            required
            className="field w-52 text-ui"
          />
        </label>
      ))}
      <label className="grid gap-1 text-small text-ink-soft">
        {t('classes.startsOn')}
        <input
          name="startsOn"
          type="date"
          defaultValue={cohort?.startsOn ?? ''}
          required
          className="field text-ui"
        />
      </label>
      <button type="submit" aria-disabled={isBusy} className="button button-loud">
        {isBusy ? t('busy') : t('save')}
      </button>
      <button type="button" className="button" onClick={onCancel}>
        {t('cancel')}
      </button>
    </form>
  )
}
