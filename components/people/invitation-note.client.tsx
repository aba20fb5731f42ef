'use client'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'

export type Delivery = { how: 'mail' } | { how: 'link'; link: string; expiresAt: string }

/** How a link reaches the person: it is here to be copied, and nowhere else. */
export function InvitationNote({
  delivery,
  name,
  email,
  isInvitation = true,
}: {
  delivery: Delivery
  name: string
  email: string
  /** Else the link of someone who has lost their password. */
  isInvitation?: boolean
}) {
  const t = useTranslations('people.inviteForm')
  const format = useFormatter()
  const [isCopied, setCopied] = useState(false)
  if (delivery.how === 'mail') {
    return (
      <p aria-live="polite" className="mt-4 border-l-2 border-verdigris bg-verdigris-wash px-3 py-2">
        {t(isInvitation ? 'mailed' : 'recoveryMailed', { email })}
      </p>
    )
  }
  const time = format.dateTime(new Date(delivery.expiresAt), { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <div aria-live="polite" className="mt-4 border-l-2 border-verdigris bg-verdigris-wash px-3 py-2">
      <p>{t(isInvitation ? 'link' : 'recoveryLink', { name, time })}</p>
      <p className="mt-1 text-small text-ink-soft">{t('noMail')}</p>
      <p className="mt-1 flex flex-wrap items-center gap-3">
        <code data-invitation className="font-code text-small [overflow-wrap:anywhere]">
          {delivery.link}
        </code>
        <button
          type="button"
          className="button"
          onClick={() => void navigator.clipboard.writeText(delivery.link).then(() => setCopied(true))}
        >
          {t(isCopied ? 'copied' : 'copy')}
        </button>
      </p>
    </div>
  )
}
