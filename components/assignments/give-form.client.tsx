'use client'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState, type FormEvent } from 'react'
import { indented, type Option } from '@/components/people/choices'
import { SaidLine } from '@/components/people/said-line'
import { useDraft } from '@/lib/browser/draft.client'
import { useSend } from '@/components/people/use-send.client'
import { PersonSearch } from './person-search.client'

type Subject = { subject: 'track' | 'lesson'; id: string; title: string }
type Props = {
  subjects: Subject[]
  departments: Option[]
  cohorts: Option[]
  /** Someone chosen beforehand. */
  person: Option | undefined
  today: string
}
type Audience = 'department' | 'cohort' | 'person'
const LABEL = 'grid grid-cols-1 content-start gap-1 text-small text-ink-soft'

export function GiveForm({ subjects, departments, cohorts, person, today }: Props) {
  const t = useTranslations('assignments')
  const router = useRouter()
  const draft = useDraft('assignment')
  const { isBusy, said, send } = useSend(t as never)
  const [audience, setAudience] = useState<Audience>(person ? 'person' : 'department')
  const [dated, setDated] = useState<'day' | 'days'>('day')
  const [isTrack, setTrack] = useState(false)
  const [there, setThere] = useState<string>()

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (isBusy) return
    setThere(undefined)
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '').trim()
    const [subject, subjectId] = text('subject').split(' ')
    const given = { subject: subject || 'lesson', subjectId: subjectId ?? '', audience }
    const date = dated === 'day' ? { dueOn: text('dueOn') } : { dueDays: Number(text('dueDays')) }
    const follow = given.subject === 'track' && form.get('follow') !== null
    const rest = { audienceId: text('audienceId'), ...date, note: text('note'), follow }
    const result = await send<{ id: string; given: boolean }>('POST', '/assignments', { ...given, ...rest })
    if (!result.ok) {
      const there = result.issues?.find(({ path }) => path === 'assignment')?.message
      return setThere(there)
    }
    draft.drop()
    router.push(`/assignments/${result.data.id}${result.data.given ? '' : '?existed'}`)
  }
  const groups = [
    ['tracks', subjects.filter(({ subject }) => subject === 'track')],
    ['lessons', subjects.filter(({ subject }) => subject === 'lesson')],
  ] as const
  const choices = audience === 'department' ? departments : cohorts
  return (
    <form method="post" className="mt-6 grid max-w-2xl grid-cols-1 gap-5" onSubmit={submit} noValidate>
      <label className={LABEL}>
        {t('form.subject')}
        <select
          name="subject"
          defaultValue=""
          className="field h-11 text-ui"
          onChange={(event) => setTrack(event.target.value.startsWith('track '))}
        >
          <option value="">{t('form.choose')}</option>
          {groups.map(([group, list]) => (
            <optgroup key={group} label={t(`form.${group}`)}>
              {list.map(({ subject, id, title }) => (
                <option key={id} value={`${subject} ${id}`}>
                  {title}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      {isTrack && (
        <label className="flex min-h-10 items-start gap-2">
          <input type="checkbox" name="follow" className="mt-1 size-4 accent-[var(--ember)]" />
          <span>
            {t('form.follow')}
            <span className="block text-small text-ink-faint">{t('form.followNote')}</span>
          </span>
        </label>
      )}
      <fieldset>
        <legend className="text-small text-ink-soft">{t('form.audience')}</legend>
        <div className="flex flex-wrap gap-x-6">
          {(['department', 'cohort', 'person'] as const).map((value) => (
            <label key={value} className="flex min-h-10 items-center gap-2">
              <input
                type="radio"
                name="audience"
                className="size-4 accent-[var(--ember)]"
                checked={audience === value}
                onChange={() => setAudience(value)}
              />
              {t(`form.${value}`)}
            </label>
          ))}
        </div>
      </fieldset>
      {audience === 'person' ? (
        <PersonSearch chosen={person} />
      ) : (
        <label className={LABEL} key={audience}>
          {t('form.which')}
          <select name="audienceId" defaultValue="" className="field h-11 text-ui">
            <option value="">{t('form.choose')}</option>
            {choices.map((option) => (
              <option key={option.id} value={option.id}>
                {indented(option)}
              </option>
            ))}
          </select>
          <span className="text-ink-faint">{t('form.joiners')}</span>
        </label>
      )}
      <fieldset>
        <legend className="text-small text-ink-soft">{t('form.dueOn')}</legend>
        <div className="flex flex-wrap gap-x-6">
          {(['day', 'days'] as const).map((value) => (
            <label key={value} className="flex min-h-10 items-center gap-2">
              <input
                type="radio"
                name="dated"
                className="size-4 accent-[var(--ember)]"
                checked={dated === value}
                onChange={() => setDated(value)}
              />
              {t(`form.dated.${value}`)}
            </label>
          ))}
        </div>
        {dated === 'day' ? (
          <input
            name="dueOn"
            type="date"
            min={today}
            required
            aria-label={t('form.dueOn')}
            className="field h-11 w-52 text-ui"
          />
        ) : (
          <input
            name="dueDays"
            type="number"
            inputMode="numeric"
            min={1}
            max={366}
            defaultValue={30}
            required
            aria-label={t('form.dated.days')}
            className="field h-11 w-28 text-ui"
          />
        )}
        <p className="mt-1 text-small text-ink-faint">{t(`form.datedNote.${dated}`)}</p>
      </fieldset>
      <label className={LABEL}>
        {t('form.note')}
        <textarea
          name="note"
          rows={3}
          maxLength={500}
          className="field text-ui"
          value={draft.words['note'] ?? ''}
          onChange={(event) => draft.write({ note: event.target.value })}
        />
      </label>
      <div>
        <button type="submit" aria-disabled={isBusy} className="button button-loud">
          {isBusy ? t('busy') : t('form.submit')}
        </button>
        <SaidLine said={said} />
        {there && (
          <Link href={`/assignments/${there}`} className="link inline-flex min-h-10 items-center">
            {t('form.openExisting')}
          </Link>
        )}
      </div>
    </form>
  )
}
