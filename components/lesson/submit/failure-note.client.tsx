'use client'
import { useTranslations } from 'next-intl'
import type { SubmissionFailure } from '@/lib/notebook/state'
import { useDispatch, useNotebook } from '@/lib/notebook/use-notebook.client'
import { useDied } from '../cell/died.client'

/** Answers after which sending the same weights again can end otherwise. */
const mayHelp = (failure: SubmissionFailure) =>
  failure.at === 'sending' &&
  !(failure.why === 'refused' && ['invalid', 'not_found', 'too_large'].includes(failure.code))

/** A submission that did not reach a verdict: where it ended, and what to do now. */
export function FailureNote({ failure }: { failure: SubmissionFailure }) {
  const t = useTranslations('notebook.submit')
  const dispatch = useDispatch()
  const kept = useNotebook((state) => state.submission?.weights != null)
  return (
    <div className="rounded bg-caution-wash p-4 text-ink" data-failure={failure.why}>
      <p className="font-semibold">{t(`failed.${failure.at}`)}</p>
      <Reason failure={failure} />
      {kept && mayHelp(failure) && (
        <div className="flex flex-wrap items-center gap-3 pt-2">
          <button
            type="button"
            className="button button-loud"
            onClick={() => dispatch({ type: 'send-again' })}
          >
            {t('sendAgain')}
          </button>
          <span className="text-ink-soft">{t('kept')}</span>
        </div>
      )}
    </div>
  )
}

function Reason({ failure }: { failure: SubmissionFailure }) {
  const t = useTranslations('notebook')
  const died = useDied()
  const number = useNotebook((state) =>
    failure.why === 'cell-failed' ? state.order.indexOf(failure.cell) + 1 : 0,
  )
  const title = useNotebook((state) =>
    failure.why === 'cell-failed' ? state.cells[failure.cell]?.title : undefined,
  )
  switch (failure.why) {
    case 'cell-failed':
      return (
        <p>
          <a href={`#cell-${failure.cell}`}>{title ?? t('cellName', { number })}</a>{' '}
          {t('submit.why.cell-failed')}
        </p>
      )
    case 'stopped':
      return <p>{t('submit.why.stopped')}</p>
    case 'died':
      return (
        <p>
          {died(failure.detail)} {t('submit.why.died')}
        </p>
      )
    case 'no-weights':
      return (
        <p>
          {failure.detail} {t('submit.why.no-weights')}
        </p>
      )
    case 'offline':
      return <p>{t('submit.why.offline')}</p>
    case 'signed-out':
      return <p>{t('submit.why.signed-out')}</p>
    case 'busy':
      return <p>{failure.detail || t('submit.why.busy', { seconds: failure.retryAfter })}</p>
    case 'refused':
      return <p>{failure.detail || t('submit.why.refused')}</p>
    default:
      return failure satisfies never
  }
}
