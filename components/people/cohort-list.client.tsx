'use client'
import { useTranslations } from 'next-intl'
import { NamedForm, NamedList } from './named-list.client'

export type Cohort = {
  id: string
  nameZh: string
  nameEn: string
  name: string
  startsOn: string
  people: number
}
type Fields = { nameZh: string; nameEn: string; startsOn: string }

export function CohortList({ cohorts }: { cohorts: Cohort[] }) {
  const t = useTranslations('people')
  return (
    <NamedList<Cohort, Fields>
      items={cohorts}
      path="/cohorts"
      empty={t('classes.empty')}
      add={t('classes.add')}
      renderAbout={({ startsOn, people }) => `${startsOn} · ${t('tree.people', { count: people })}`}
      renderForm={(cohort, handles) => (
        <NamedForm<Fields> names={cohort} handles={handles} read={(text) => ({ startsOn: text('startsOn') })}>
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
        </NamedForm>
      )}
    />
  )
}
