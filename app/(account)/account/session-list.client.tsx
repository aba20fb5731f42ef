'use client'
import { useFormatter, useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { callApi } from '@/lib/api/client'
import { nameDevice } from '@/lib/auth/device'

type Session = {
  id: string
  startedAt: string
  userAgent: string | null
  address: string | null
  isCurrent: boolean
}

export function SessionList({ sessions }: { sessions: Session[] }) {
  const t = useTranslations('auth')
  const format = useFormatter()
  const router = useRouter()
  const [said, setSaid] = useState<{ isFault: boolean; message: string }>()

  const deviceOf = ({ userAgent }: Session): string => {
    const { browser, system } = nameDevice(userAgent)
    if (browser && system) return t('sessions.browser', { browser, system })
    return browser ?? system ?? t('sessions.unknown')
  }
  const timeOf = ({ startedAt }: Session): string =>
    format.dateTime(new Date(startedAt), { dateStyle: 'medium', timeStyle: 'short' })

  async function end(path: string) {
    const result = await callApi<{ ended: number }>('DELETE', path)
    if (result.ok) {
      setSaid({ isFault: false, message: t('sessions.ended', { count: result.data.ended }) })
      router.refresh()
    } else {
      setSaid({ isFault: true, message: result.message || t('account.offline') })
    }
  }

  return (
    <section className="mt-10" aria-labelledby="sessions-title">
      <h2 id="sessions-title" className="text-lg font-semibold">
        {t('sessions.title')}
      </h2>
      <p className="mt-1 text-small text-ink-faint">{t('sessions.lead')}</p>
      <ul className="mt-3 border-t border-rule">
        {sessions.map((session) => (
          <li key={session.id} className="flex flex-wrap items-center gap-x-4 border-b border-rule py-2">
            <div className="min-w-0 flex-1">
              <p className="truncate">{deviceOf(session)}</p>
              <p className="text-small text-ink-faint tabular-nums">
                {t('sessions.startedAt', { time: timeOf(session) })}
                {session.address && ` · ${session.address}`}
              </p>
            </div>
            {session.isCurrent ? (
              <span className="py-2 text-ink-soft">{t('sessions.current')}</span>
            ) : (
              <button
                type="button"
                className="button"
                aria-label={t('sessions.endLabel', { device: deviceOf(session), time: timeOf(session) })}
                onClick={() => end(`/me/sessions/${session.id}`)}
              >
                {t('sessions.end')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <button type="button" className="button mt-3" onClick={() => end('/me/sessions')}>
          {t('sessions.endOthers')}
        </button>
      )}
      <p
        role={said?.isFault ? 'alert' : 'status'}
        className={`mt-2 min-h-6 ${said?.isFault ? 'text-danger' : 'text-ink-soft'}`}
      >
        {said?.message}
      </p>
    </section>
  )
}
