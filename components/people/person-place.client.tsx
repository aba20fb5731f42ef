'use client'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import type { PlaceOptions } from './choices'
import { PlaceForm, type PlaceValues } from './place-form.client'
import { SaidLine } from './said-line'
import { useSend } from './use-send.client'

type Props = { person: string; values: Partial<PlaceValues>; options: PlaceOptions }

/** Sends only what was changed, so that two who edit different things do not undo each other. */
export function PersonPlace({ person, values, options }: Props) {
  const t = useTranslations('people')
  const router = useRouter()
  const { isBusy, said, send, say } = useSend(t as never)
  return (
    <PlaceForm
      options={options}
      values={values}
      isBusy={isBusy}
      submit={t('save')}
      onSubmit={async (given) => {
        const changed = Object.entries(given).filter(
          ([name, value]) => (value ?? '') !== (values[name as keyof PlaceValues] ?? ''),
        )
        if (changed.length === 0) return say(t('saved'))
        const result = await send('PATCH', `/people/${person}`, Object.fromEntries(changed))
        if (!result.ok) return
        say(t('saved'))
        router.refresh()
      }}
    >
      <SaidLine said={said} />
    </PlaceForm>
  )
}
