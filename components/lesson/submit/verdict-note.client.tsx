'use client'
import BadgeCheck from 'lucide-react/icons/badge-check'
import CircleAlert from 'lucide-react/icons/circle-alert'
import Hourglass from 'lucide-react/icons/hourglass'
import { useFormatter, useTranslations } from 'next-intl'
import { METRICS } from '@/lib/curriculum/metrics'
import { COUNTED_A_DAY } from '@/lib/verify/telling'
import type { Verdict } from '@/lib/verify/verdict'
import { useDuration } from '../cell/clock.client'

/** The server's word. Verdigris is used here and nowhere else on the page: this is what verified looks like. */
export function VerdictNote({ verdict, startedAt }: { verdict: Verdict; startedAt: number }) {
  const t = useTranslations('notebook.submit')
  const verify = useTranslations('verify')
  const title = useTitle()
  const note = useNote()
  const { reason } = verdict
  const marks: Record<string, string | number> = {
    ...('pass' in verdict && { score: verdict.score, pass: verdict.pass }),
    ...(verdict.kind === 'model' && { metric: verdict.metric }),
  }
  switch (verdict.verdict) {
    case 'verified':
      return (
        <div className="flex gap-3 rounded bg-verdigris-wash p-4 text-verdigris" data-verdict="verified">
          <BadgeCheck size={22} className="shrink-0" aria-hidden />
          <div>
            <p className="font-semibold">{title(verdict)}</p>
            <p className="text-ink-soft">{note(verdict, startedAt)}</p>
            {verdict.kind === 'model' && !verdict.exact && (
              <p className="text-ink-soft">{t('roughNote', { count: COUNTED_A_DAY })}</p>
            )}
          </div>
        </div>
      )
    case 'refused':
      return (
        <div className="flex gap-3 rounded bg-danger-wash p-4 text-ink" data-verdict="refused">
          <CircleAlert size={22} className="shrink-0 text-danger" aria-hidden />
          <div>
            <p className="font-semibold">{t('refused')}</p>
            {reason && (
              <p>
                {verdict.kind === 'model' && reason === 'score'
                  ? verify(`measured.${verdict.metric}`, marks)
                  : verify(`reason.${reason}`, marks)}
                {verdict.kind === 'model' && !verdict.exact && <Bound verdict={verdict} />}
              </p>
            )}
            {reason && <p className="text-ink-soft">{verify(`remedy.${reason}`, marks)}</p>}
          </div>
        </div>
      )
    case 'waiting':
      return (
        <div className="flex gap-3 rounded bg-caution-wash p-4 text-ink" data-verdict="waiting">
          <Hourglass size={22} className="shrink-0 text-caution" aria-hidden />
          <p className="font-semibold">{t('waiting')}</p>
        </div>
      )
    default:
      return verdict.verdict satisfies never
  }
}

/** What is told of a score that does not count. */
function Bound({ verdict }: { verdict: Extract<Verdict, { kind: 'model' }> }) {
  const t = useTranslations('notebook.submit')
  const format = useFormatter()
  const { lower } = METRICS[verdict.metric]
  const score = lower
    ? format.number(verdict.score, { maximumFractionDigits: 4 })
    : t('score', { score: verdict.score })
  return (
    <span className="block">
      {t(lower ? 'boundAbove' : 'boundBelow', { metric: t(`metric.${verdict.metric}`), score })}
    </span>
  )
}

function useTitle(): (verdict: Verdict) => string {
  const t = useTranslations('notebook.submit')
  const words = useTranslations('checks')
  const format = useFormatter()
  return (verdict) => {
    switch (verdict.kind) {
      case 'quiz':
        return words('quiz.verified')
      case 'code':
        return words('code.verified', { cases: verdict.cases.length })
      case 'model': {
        if (!verdict.exact) return t('verifiedRough')
        const isShare = !METRICS[verdict.metric].lower
        return isShare
          ? t('verified', { score: verdict.score })
          : t('verifiedMetric', {
              metric: t(`metric.${verdict.metric}`),
              score: format.number(verdict.score, { maximumFractionDigits: 4 }),
            })
      }
      case 'review':
        return t('verifiedReview')
      default:
        return verdict satisfies never
    }
  }
}

function useNote(): (verdict: Verdict, startedAt: number) => string {
  const t = useTranslations('notebook.submit')
  const words = useTranslations('checks')
  const format = useFormatter()
  const say = useDuration()
  return (verdict, startedAt) => {
    const time = say(Math.max(0, Date.parse(verdict.at) - startedAt))
    switch (verdict.kind) {
      case 'quiz':
        return words('quiz.verifiedNote')
      case 'code':
        return words('code.verifiedNote', { time })
      case 'model': {
        return METRICS[verdict.metric].lower
          ? t('verifiedMetricNote', { pass: format.number(verdict.pass, { maximumFractionDigits: 4 }), time })
          : t('verifiedNote', { pass: verdict.pass, time })
      }
      case 'review':
        return t('verifiedReviewNote')
      default:
        return verdict satisfies never
    }
  }
}
