'use client'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import type { FormEvent } from 'react'
import { SaidLine } from '@/components/people/said-line'
import { useSend } from '@/components/people/use-send.client'

type Props = {
  assignment: string
  dueOn: string
  dueDays: number | null
  today: string
  /** People who have not done it. */
  waiting: number
}

/** Another date for all, and a reminder now. */
export function AssignmentActions({ assignment, dueOn, dueDays, today, waiting }: Props) {
  const t = useTranslations('assignments')
  const router = useRouter()
  const { isBusy, said, send, say } = useSend(t as never)

  async function reschedule(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (isBusy) return
    const form = new FormData(event.currentTarget)
    const date =
      dueDays === null
        ? { dueOn: String(form.get('dueOn') ?? '') }
        : { dueDays: Number(form.get('dueDays') ?? '') }
    const result = await send('PATCH', `/assignments/${assignment}`, date)
    if (!result.ok) return
    say(t('reschedule.done'))
    router.refresh()
  }
  async function remind() {
    if (isBusy) return
    const result = await send('POST', `/assignments/${assignment}/reminders`, {})
    if (result.ok) say(t('remind.done'))
  }
  return (
    <div>
      <form method="post" className="flex flex-wrap items-end gap-3" onSubmit={reschedule} noValidate>
        <label className="grid gap-1 text-small text-ink-soft">
          {dueDays === null ? t('reschedule.day') : t('reschedule.days')}
          {dueDays === null ? (
            <input
              key={dueOn}
              name="dueOn"
              type="date"
              min={today}
              defaultValue={dueOn}
              className="field text-ui"
            />
          ) : (
            <input
              key={dueDays}
              name="dueDays"
              type="number"
              inputMode="numeric"
              min={1}
              max={366}
              defaultValue={dueDays}
              className="field w-28 text-ui"
            />
          )}
        </label>
        <button type="submit" aria-disabled={isBusy} className="button">
          {t('reschedule.button')}
        </button>
        {waiting > 0 && (
          <button type="button" aria-disabled={isBusy} className="button" onClick={remind}>
            {t('remind.button', { count: waiting })}
          </button>
        )}
      </form>
      <SaidLine said={said} />
    </div>
  )
}
