'use client'
import { useTranslations } from 'next-intl'
import { useState, type FormEvent } from 'react'
import { indented, type PlaceOptions } from './choices'
import { PlanTable } from './plan-table'
import { SaidLine } from './said-line'
import { useSend } from './use-send.client'

type Plan = {
  digest: string
  pairs: { person: string; name: string; number: string; mentorName: string }[]
  loads: { name: string; before: number; after: number }[]
  left: number
  absent: number
}
type Scope = { department?: string; cohort?: string; capacity?: number }

export function MentorPlan({ options }: { options: Omit<PlaceOptions, 'mentors'> }) {
  const t = useTranslations('people')
  const { isBusy, said, send, say } = useSend(t as never)
  const [shown, setShown] = useState<{ scope: Scope; plan: Plan }>()

  async function preview(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const given = [...form].filter(
      (pair): pair is [string, string] => typeof pair[1] === 'string' && pair[1] !== '',
    )
    const result = await send<Plan>('GET', `/mentors/plan?${new URLSearchParams(given)}`)
    const { capacity, ...rest } = Object.fromEntries(given)
    const scope = { ...rest, ...(capacity ? { capacity: Number(capacity) } : {}) }
    setShown(result.ok ? { scope, plan: result.data } : undefined)
  }
  async function apply() {
    if (!shown || isBusy) return
    const { scope, plan } = shown
    const result = await send<{ assigned: number }>('POST', '/mentors/plan', {
      ...scope,
      digest: plan.digest,
    })
    if (!result.ok) return
    setShown(undefined)
    say(t('mentorForm.done', result.data))
  }
  const selects = [
    ['department', options.departments],
    ['cohort', options.cohorts],
  ] as const
  return (
    <>
      <form className="mt-6 flex flex-wrap items-end gap-4" onSubmit={preview} noValidate>
        {selects.map(([name, list]) => (
          <label key={name} className="grid gap-1 text-small text-ink-soft">
            {t(`fields.${name}`)}
            <select name={name} className="field max-w-56 text-ui">
              <option value="">{t('filters.all')}</option>
              {list.map((option) => (
                <option key={option.id} value={option.id}>
                  {indented(option)}
                </option>
              ))}
            </select>
          </label>
        ))}
        <label className="grid gap-1 text-small text-ink-soft">
          {t('mentorForm.capacity')}
          <input
            name="capacity"
            type="number"
            min={1}
            max={1000}
            inputMode="numeric"
            placeholder={t('mentorForm.capacityNote')}
            className="field w-44 text-ui"
          />
        </label>
        <button type="submit" aria-disabled={isBusy} className="button">
          {t('mentorForm.preview')}
        </button>
      </form>
      <SaidLine said={said} />
      {shown && (
        <>
          <p className="text-lg">
            {t('mentorForm.summary', { pairs: shown.plan.pairs.length, left: shown.plan.left })}
          </p>
          {shown.plan.absent > 0 && (
            <p className="text-ink-soft">{t('mentorForm.absent', { count: shown.plan.absent })}</p>
          )}
          {shown.plan.pairs.length > 0 && (
            <>
              <div className="mt-4 grid gap-10 lg:grid-cols-2">
                <PlanTable
                  label={t('mentorForm.load')}
                  heads={[t('mentorForm.load'), t('mentorForm.before'), t('mentorForm.after')]}
                  rows={shown.plan.loads.map(({ name, before, after }) => ({
                    key: name,
                    cells: [name, before, after],
                  }))}
                />
                <PlanTable
                  label={t('mentorForm.person')}
                  heads={[t('mentorForm.person'), t('fields.number'), t('fields.mentor')]}
                  rows={shown.plan.pairs.map(({ person, name, number, mentorName }) => ({
                    key: person,
                    cells: [name, number, mentorName],
                  }))}
                />
              </div>
              <button
                type="button"
                aria-disabled={isBusy}
                className="button button-loud mt-6"
                onClick={apply}
              >
                {isBusy ? t('busy') : t('mentorForm.apply')}
              </button>
            </>
          )}
        </>
      )}
    </>
  )
}
