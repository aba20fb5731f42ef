'use client'
import { useFormatter, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { METRICS } from '@/lib/curriculum/metrics'
import type { VerifiedCheck } from '@/lib/notebook/lesson'
import { useLesson, useNotebook } from '@/lib/notebook/use-notebook.client'
import type { Attempt } from '@/lib/verify/verdict'

const SHOWN = 20

/** Every judged attempt, newest first. */
export function Attempts({ check }: { check: string }) {
  const t = useTranslations('notebook.submit')
  const format = useFormatter()
  const { checks } = useLesson()
  const say = useScore(checks.find((one) => one.id === check))
  const all = useNotebook((state) => state.attempts)
  const attempts = useMemo(() => all.filter((attempt) => attempt.check === check).toReversed(), [all, check])
  if (attempts.length === 0) return null
  return (
    <details className="pt-2">
      <summary className="min-h-10 w-fit cursor-pointer py-2 text-ink-soft">
        {t('attempts', { count: attempts.length })}
      </summary>
      <ol className="tabular-nums">
        {attempts.slice(0, SHOWN).map((attempt) => (
          <li key={attempt.id} className="flex flex-wrap gap-x-4 border-t border-rule py-1.5">
            <time dateTime={attempt.at} className="text-ink-soft">
              {format.dateTime(new Date(attempt.at), { dateStyle: 'medium', timeStyle: 'short' })}
            </time>
            <span className={attempt.verdict === 'verified' ? 'text-verdigris' : 'text-ink'}>
              {t(`attempt.${attempt.verdict}`)}
            </span>
            {attempt.score !== null && <span>{say({ ...attempt, score: attempt.score })}</span>}
          </li>
        ))}
      </ol>
    </details>
  )
}

/** A share as a percentage; what is measured otherwise as the number it is. What is told roughly is a bound. */
export function useScore(
  check: VerifiedCheck | undefined,
): (attempt: Pick<Attempt, 'kind' | 'exact'> & { score: number }) => string {
  const t = useTranslations('notebook.submit')
  const format = useFormatter()
  const isLower = check?.kind === 'model' && METRICS[check.metric].lower
  return ({ kind, exact, score }) => {
    const said =
      kind === 'model' && isLower ? format.number(score, { maximumFractionDigits: 4 }) : t('score', { score })
    return exact ? said : t(isLower ? 'atMost' : 'atLeast', { score: said })
  }
}
