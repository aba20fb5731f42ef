'use client'
import BadgeCheck from 'lucide-react/icons/badge-check'
import CircleAlert from 'lucide-react/icons/circle-alert'
import { useTranslations } from 'next-intl'
import type { Verdict } from '@/lib/verify/verdict'
import { useDuration } from '../cell/clock.client'

/** The server's word. Verdigris is used here and nowhere else on the page: this is what verified looks like. */
export function VerdictNote({ verdict, startedAt }: { verdict: Verdict; startedAt: number }) {
  const t = useTranslations('notebook.submit')
  const verify = useTranslations('verify')
  const say = useDuration()
  const { score, pass, reason } = verdict
  if (verdict.verdict === 'verified') {
    const took = Math.max(0, Date.parse(verdict.at) - startedAt)
    return (
      <div className="flex gap-3 rounded bg-verdigris-wash p-4 text-verdigris" data-verdict="verified">
        <BadgeCheck size={22} className="shrink-0" aria-hidden />
        <div>
          <p className="font-semibold">{t('verified', { score })}</p>
          <p className="text-ink-soft">{t('verifiedNote', { pass, time: say(took) })}</p>
        </div>
      </div>
    )
  }
  return (
    <div className="flex gap-3 rounded bg-danger-wash p-4 text-ink" data-verdict="refused">
      <CircleAlert size={22} className="shrink-0 text-danger" aria-hidden />
      <div>
        <p className="font-semibold">{t('refused')}</p>
        {reason && <p>{verify(`reason.${reason}`, { score, pass })}</p>}
        {reason && <p className="text-ink-soft">{verify(`remedy.${reason}`, { score, pass })}</p>}
      </div>
    </div>
  )
}
