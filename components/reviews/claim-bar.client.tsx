'use client'
import { useFormatter, useTranslations } from 'next-intl'
import type { Desk } from '@/lib/reviews/desk'

type Props = {
  desk: Desk
  isMine: boolean
  until: string | null
  onClaim: () => void
  onRelease: () => void
  trouble: string
}

/** Who has it open, and the way to open it oneself. */
export function ClaimBar({ desk, isMine, until, onClaim, onRelease, trouble }: Props) {
  const t = useTranslations('reviews.desk')
  const format = useFormatter()
  const waits = format.relativeTime(new Date(desk.queuedAt), new Date(desk.now))
  return (
    <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2" data-claim={isMine ? 'mine' : 'open'}>
      <p className="text-ink-soft">
        {desk.decided ? t('handedIn', { since: waits }) : t('waits', { since: waits })}
      </p>
      {!desk.decided && isMine && (
        <>
          <p className="text-ink-soft">
            {until
              ? t('until', { time: format.dateTime(new Date(until), { timeStyle: 'short' }) })
              : t('heldByMe')}
          </p>
          <button type="button" className="button" onClick={onRelease}>
            {t('release')}
          </button>
        </>
      )}
      {!desk.decided && !isMine && (
        <>
          {desk.held && !desk.held.mine && (
            <p className="text-caution">{t('held', { name: desk.held.by })}</p>
          )}
          <button type="button" className="button button-loud" data-action="claim" onClick={onClaim}>
            {t('claim')}
          </button>
        </>
      )}
      <output className="text-caution">{trouble}</output>
    </div>
  )
}
