'use client'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState, type FormEvent } from 'react'
import { ROLES, type Role } from '@/lib/auth/permissions'
import type { PersonStatus } from '@/lib/people/filters'
import { type Delivery, InvitationNote } from './invitation-note.client'
import { SaidLine } from './said-line'
import { useSend } from './use-send.client'

type Props = {
  person: { id: string; name: string; email: string; role: Role; status: PersonStatus; mentees: number }
}

/** Role and standing of somebody else's account. */
export function AccountActions({ person }: Props) {
  const t = useTranslations('people')
  const router = useRouter()
  const { isBusy, said, send, say } = useSend(t as never)
  const [delivery, setDelivery] = useState<Delivery>()
  const path = `/people/${person.id}`

  async function act(method: 'PUT', address: string, body: object, done: string) {
    if (isBusy) return
    const result = await send(method, `${path}${address}`, body)
    if (!result.ok) return
    say(done)
    router.refresh()
  }
  function changeRole(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const role = String(new FormData(event.currentTarget).get('role'))
    void act('PUT', '/role', { role }, t('account.roleChanged'))
  }
  async function inviteAgain() {
    if (isBusy) return
    const result = await send<{ delivery: Delivery }>('POST', `${path}/invitation`, {})
    if (result.ok) setDelivery(result.data.delivery)
  }
  const isClosed = person.status === 'inactive'

  return (
    <>
      <form method="post" className="mt-3 flex flex-wrap items-end gap-3" onSubmit={changeRole}>
        <label className="grid gap-1 text-small text-ink-soft">
          {t('account.role')}
          <select name="role" defaultValue={person.role} key={person.role} className="field text-ui">
            {ROLES.map((role) => (
              <option key={role} value={role}>
                {t(`roles.${role}`)}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" aria-disabled={isBusy} className="button">
          {t('account.changeRole')}
        </button>
      </form>
      <p className="mt-1 text-small text-ink-faint">
        {t('account.roleNote')}
        {person.role === 'mentor' && person.mentees > 0 && t('account.roleMentor', { count: person.mentees })}
      </p>
      <div className="mt-4 flex flex-wrap gap-3">
        <button
          type="button"
          aria-disabled={isBusy}
          className="button"
          onClick={() =>
            act(
              'PUT',
              '/status',
              { status: isClosed ? 'active' : 'inactive' },
              t(isClosed ? 'account.reactivated' : 'account.deactivated'),
            )
          }
        >
          {t(isClosed ? 'account.reactivate' : 'account.deactivate')}
        </button>
        {person.status === 'invited' && (
          <button type="button" aria-disabled={isBusy} className="button" onClick={inviteAgain}>
            {t('account.again')}
          </button>
        )}
      </div>
      <p className="mt-1 text-small text-ink-faint">
        {!isClosed && t('account.deactivateNote')}
        {person.status === 'invited' && t('account.againNote')}
      </p>
      {delivery && <InvitationNote delivery={delivery} name={person.name} email={person.email} />}
      <SaidLine said={said} />
    </>
  )
}
