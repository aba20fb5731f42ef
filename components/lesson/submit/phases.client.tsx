'use client'
import Check from 'lucide-react/icons/check'
import Circle from 'lucide-react/icons/circle'
import LoaderCircle from 'lucide-react/icons/loader-circle'
import { useTranslations } from 'next-intl'
import { runningCell, shareDone } from '@/lib/notebook/select'
import type { Submission } from '@/lib/notebook/state'
import { useNotebook } from '@/lib/notebook/use-notebook.client'

const PHASES = {
  model: ['running', 'collecting', 'sending'],
  code: ['running', 'fetching', 'collecting', 'sending'],
} as const

/** The steps of a submission that needs a run, the present one with its number. */
export function Phases({ submission }: { submission: Submission }) {
  const t = useTranslations('notebook.submit')
  const share = useNotebook((state) => {
    const cell = runningCell(state)
    return cell ? shareDone(cell) : null
  })
  const words = useTranslations('checks.code')
  const isCode = submission.kind === 'code'
  const phases: readonly Submission['phase'][] = PHASES[isCode ? 'code' : 'model']
  const at = phases.indexOf(submission.phase)
  return (
    <ol className="flex flex-col gap-1 py-2">
      {phases.map((phase, index) => {
        const Icon = index < at ? Check : index === at ? LoaderCircle : Circle
        const present = index === at
        return (
          <li
            key={phase}
            className={`flex items-center gap-2 ${present ? 'text-ink' : 'text-ink-faint'}`}
            aria-current={present ? 'step' : undefined}
          >
            <Icon size={16} className={present ? 'text-ember motion-safe:animate-spin' : ''} aria-hidden />
            {isCode && phase !== 'running' ? words(`phase.${phase}`) : t(`phase.${phase}`)}
            {present && phase === 'collecting' && submission.challenge && (
              <span className="text-ink-soft">
                {words('called', {
                  done: submission.challenge.results.length,
                  total: submission.challenge.cases.length,
                })}
              </span>
            )}
            {present && phase === 'sending' && submission.ahead !== undefined && (
              <span className="text-ink-soft">{t('ahead', { ahead: submission.ahead })}</span>
            )}
            {present && phase === 'running' && (
              <span className="text-ink-soft">
                {t('cells', { done: submission.done, total: submission.total })}
                {share !== null && ` · ${t('share', { share: Math.floor(share * 100) })}`}
              </span>
            )}
          </li>
        )
      })}
    </ol>
  )
}
