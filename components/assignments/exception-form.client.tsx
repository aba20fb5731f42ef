'use client'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState, type FormEvent } from 'react'
import { SaidLine } from '@/components/people/said-line'
import { useDraft } from '@/lib/browser/draft.client'
import { useSend } from '@/components/people/use-send.client'

type Props = { assignment: string; person: { id: string; name: string }; today: string }

/** More time, or none of it at all, for one person and with the reason. */
export function ExceptionForm({ assignment, person, today }: Props) {
  const t = useTranslations('assignments')
  const router = useRouter()
  const { isBusy, said, send } = useSend(t as never)
  const [isOpen, setOpen] = useState(false)
  const draft = useDraft('exception', assignment, person.id)
  const written = draft.words['reason'] ?? ''
  const [kind, setKind] = useState<'extension' | 'waiver'>('extension')

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (isBusy) return
    const form = new FormData(event.currentTarget)
    const reason = written.trim()
    const exception = kind === 'waiver' ? { kind } : { kind, dueOn: String(form.get('dueOn') ?? '') }
    const body = { ...exception, person: person.id, reason }
    const result = await send('POST', `/assignments/${assignment}/exceptions`, body)
    if (!result.ok) return
    draft.drop()
    setOpen(false)
    router.refresh()
  }
  if (!isOpen) {
    return (
      <button
        type="button"
        className="button"
        aria-label={t('exception.openLabel', { name: person.name })}
        onClick={() => setOpen(true)}
      >
        {t('exception.open')}
      </button>
    )
  }
  return (
    <form method="post" className="flex flex-wrap items-end gap-3 py-2" onSubmit={submit} noValidate>
      <label className="grid gap-1 text-small text-ink-soft">
        {t('exception.kind')}
        <select
          className="field text-ui"
          value={kind}
          onChange={(event) => setKind(event.target.value === 'waiver' ? 'waiver' : 'extension')}
        >
          <option value="extension">{t('exception.extension')}</option>
          <option value="waiver">{t('exception.waiver')}</option>
        </select>
      </label>
      {kind === 'extension' && (
        <label className="grid gap-1 text-small text-ink-soft">
          {t('exception.day')}
          <input name="dueOn" type="date" min={today} required className="field text-ui" />
        </label>
      )}
      <label className="grid gap-1 text-small text-ink-soft">
        {t('exception.reason')}
        <input
          name="reason"
          value={written}
          onChange={(event) => draft.write({ reason: event.target.value })}
          maxLength={500}
          required
          className="field w-64 text-ui"
        />
      </label>
      <button type="submit" aria-disabled={isBusy} className="button button-loud">
        {isBusy ? t('busy') : t('exception.save')}
      </button>
      <button type="button" className="button" onClick={() => setOpen(false)}>
        {t('exception.close')}
      </button>
      <SaidLine said={said} />
    </form>
  )
}
