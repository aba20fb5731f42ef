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
    setDelivery(undefined)
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
  /** Makes a link, of the kind that the person needs, and shows it or says that it is under way. */
  async function deliver(address: string) {
    if (isBusy) return
    const result = await send<{ delivery: Delivery }>('POST', `${path}${address}`, {})
    if (!result.ok) return
    setDelivery(result.data.delivery)
  }
  async function reopen(password: 'new' | 'keep') {
    if (isBusy) return
    const result = await send<{ delivery?: Delivery | null }>('PUT', `${path}/status`, {
      status: 'active',
      password,
    })
    if (!result.ok) return
    setDelivery(result.data.delivery ?? undefined)
    say(t('account.reactivated'))
    router.refresh()
  }

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
      <Standing
        status={person.status}
        isBusy={isBusy}
        onClose={() => act('PUT', '/status', { status: 'inactive' }, t('account.deactivated'))}
        onOpen={reopen}
        onInvite={() => deliver('/invitation')}
        onRecover={() => deliver('/recovery')}
      />
      {delivery && (
        <InvitationNote
          delivery={delivery}
          name={person.name}
          email={person.email}
          isInvitation={person.status === 'invited'}
        />
      )}
      <SaidLine said={said} />
    </>
  )
}

type StandingProps = {
  status: PersonStatus
  isBusy: boolean
  onClose: () => void
  onOpen: (password: 'new' | 'keep') => void
  onInvite: () => void
  onRecover: () => void
}

/** What can be done depends on whether the account is open, closed, or waiting for its owner. */
function Standing({ status, isBusy, onClose, onOpen, onInvite, onRecover }: StandingProps) {
  const t = useTranslations('people.account')
  const ways: Record<PersonStatus, [string, () => void][]> = {
    active: [
      ['recover', onRecover],
      ['deactivate', onClose],
    ],
    invited: [
      ['again', onInvite],
      ['deactivate', onClose],
    ],
    inactive: [
      ['reactivate', () => onOpen('new')],
      ['reactivateKeep', () => onOpen('keep')],
    ],
  }
  return (
    <>
      <div className="mt-4 flex flex-wrap gap-3">
        {ways[status].map(([name, act]) => (
          <button key={name} type="button" aria-disabled={isBusy} className="button" onClick={act}>
            {t(name as 'recover')}
          </button>
        ))}
      </div>
      <p className="mt-1 max-w-[44em] text-small text-ink-faint">{t(`notes.${status}`)}</p>
    </>
  )
}
