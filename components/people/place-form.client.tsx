'use client'
import { useTranslations } from 'next-intl'
import type { FormEvent, ReactNode } from 'react'
import { ROLES, type Role } from '@/lib/auth/permissions'
import { indented, type Option, type PlaceOptions } from './choices'

export type PlaceValues = {
  name: string
  email: string
  number: string
  departmentId: string
  cohortId: string | null
  mentorId: string | null
}

type Props = {
  options: PlaceOptions
  values?: Partial<PlaceValues>
  /** Asked for only when someone is invited; later it has a form of its own. */
  withRole?: boolean
  isBusy: boolean
  submit: string
  onSubmit: (values: PlaceValues, role: Role) => void
  children?: ReactNode
}

/** Who somebody is and where they stand. */
export function PlaceForm({ options, values = {}, withRole, isBusy, submit, onSubmit, children }: Props) {
  const t = useTranslations('people')

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (isBusy) return
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '').trim()
    const place = { departmentId: text('departmentId'), cohortId: text('cohortId') || null }
    const who = { name: text('name'), email: text('email'), number: text('number') }
    onSubmit({ ...who, ...place, mentorId: text('mentorId') || null }, (text('role') || 'trainee') as Role)
  }

  return (
    <form method="post" className="mt-4 grid max-w-3xl gap-4 sm:grid-cols-2" onSubmit={send} noValidate>
      {(['name', 'email', 'number'] as const).map((name) => (
        <label key={name} className="grid content-start gap-1 text-small text-ink-soft">
          {t(`fields.${name}`)}
          <input
            name={name}
            type={name === 'email' ? 'email' : 'text'}
            defaultValue={values[name] ?? ''}
            autoComplete="off"
            maxLength={name === 'email' ? 254 : 60}
            required
            className="field h-11 text-ui"
          />
        </label>
      ))}
      {withRole && (
        <Select name="role" label={t('fields.role')} value="trainee">
          {ROLES.map((role) => (
            <option key={role} value={role}>
              {t(`roles.${role}`)}
            </option>
          ))}
        </Select>
      )}
      <Select name="departmentId" label={t('fields.department')} value={values.departmentId}>
        <option value="">{t('none')}</option>
        {options.departments.map(optionOf)}
      </Select>
      <Select name="cohortId" label={t('fields.cohort')} value={values.cohortId}>
        <option value="">{t('fields.noCohort')}</option>
        {options.cohorts.map(optionOf)}
      </Select>
      <Select name="mentorId" label={t('fields.mentor')} value={values.mentorId}>
        <option value="">{t('fields.noMentor')}</option>
        {options.mentors.map(optionOf)}
      </Select>
      <div className="sm:col-span-2">
        <button type="submit" aria-disabled={isBusy} className="button button-loud">
          {isBusy ? t('busy') : submit}
        </button>
        {children}
      </div>
    </form>
  )
}

const optionOf = (option: Option) => (
  <option key={option.id} value={option.id}>
    {indented(option)}
  </option>
)

type SelectProps = { name: string; label: string; value: string | null | undefined; children: ReactNode }

function Select({ name, label, value, children }: SelectProps) {
  return (
    <label className="grid content-start gap-1 text-small text-ink-soft">
      {label}
      <select name={name} defaultValue={value ?? ''} className="field h-11 text-ui">
        {children}
      </select>
    </label>
  )
}
