'use client'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState } from 'react'
import type { PlaceOptions } from './choices'
import { type Delivery, InvitationNote } from './invitation-note.client'
import { PlaceForm } from './place-form.client'
import { SaidLine } from './said-line'
import { useSend } from './use-send.client'

type Invited = { id: string; name: string; email: string; delivery: Delivery }

export function Invite({ options }: { options: PlaceOptions }) {
  const t = useTranslations('people')
  const { isBusy, said, send } = useSend(t as never)
  const [invited, setInvited] = useState<Invited>()
  if (invited) {
    return (
      <>
        <InvitationNote {...invited} />
        <p className="mt-6 flex flex-wrap gap-3">
          <button type="button" className="button button-loud" onClick={() => setInvited(undefined)}>
            {t('inviteForm.another')}
          </button>
          <Link href={`/people/${invited.id}`} className="button">
            {t('inviteForm.open')}
          </Link>
        </p>
      </>
    )
  }
  return (
    <PlaceForm
      withRole
      options={options}
      isBusy={isBusy}
      submit={t('inviteForm.submit')}
      onSubmit={async (values, role) => {
        const result = await send<{ id: string; delivery: Delivery }>('POST', '/people', { ...values, role })
        if (result.ok) setInvited({ name: values.name, email: values.email, ...result.data })
      }}
    >
      <SaidLine said={said} />
    </PlaceForm>
  )
}
