'use client'
import { useTranslations } from 'next-intl'
import type { CheckKind } from '@/lib/curriculum/checks'
import type { Submission, SubmissionFailure } from '@/lib/notebook/state'
import { useDispatch, useNotebook } from '@/lib/notebook/use-notebook.client'
import { useCellName } from '../cell/cell-name.client'
import { useDied } from '../cell/died.client'
import { cellAnchor } from '@/lib/content/anchors'

/** Answers after which sending the same work again can end otherwise. A challenge that was refused is spent. */
function mayHelp(kind: CheckKind, failure: SubmissionFailure): boolean {
  if (failure.at !== 'sending') return false
  if (failure.why !== 'refused') return true
  if (['invalid', 'not_found', 'too_large'].includes(failure.code)) return false
  return kind === 'model' || failure.code !== 'conflict'
}

/** A submission that did not reach a verdict: where it ended, and what to do now. */
export function FailureNote({ submission, failure }: { submission: Submission; failure: SubmissionFailure }) {
  const t = useTranslations('notebook.submit')
  const dispatch = useDispatch()
  // Only the present submission can be sent again; one of another check took the place of an older one.
  const kept = useNotebook((state) => state.submission?.id === submission.id && submission.load !== null)
  return (
    <div className="rounded bg-caution-wash p-4 text-ink" data-failure={failure.why}>
      <p className="font-semibold">
        {t(submission.kind === 'model' ? `failed.${failure.at}` : `unsent.${failure.at}`)}
      </p>
      <Reason kind={submission.kind} failure={failure} />
      {kept && mayHelp(submission.kind, failure) && (
        <div className="flex flex-wrap items-center gap-3 pt-2">
          <button
            type="button"
            className="button button-loud"
            onClick={() => dispatch({ type: 'send-again' })}
          >
            {t('sendAgain')}
          </button>
          <span className="text-ink-soft">{t(submission.kind === 'model' ? 'kept' : 'keptWork')}</span>
        </div>
      )}
    </div>
  )
}

function Reason({ kind, failure }: { kind: CheckKind; failure: SubmissionFailure }) {
  const t = useTranslations('notebook')
  const died = useDied()
  const nameOf = useCellName()
  switch (failure.why) {
    case 'cell-failed':
      return (
        <p>
          <a href={`#${cellAnchor(failure.cell)}`}>{nameOf(failure.cell)}</a> {t('submit.why.cell-failed')}
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
    case 'no-function':
      return <p>{failure.detail}</p>
    case 'offline':
      return (
        <p>
          {t(
            `submit.why.${failure.at === 'fetching' ? 'offlineBefore' : kind === 'model' ? 'offline' : 'offlineWork'}`,
          )}
        </p>
      )
    case 'signed-out':
      return <p>{t(failure.at === 'sending' ? 'submit.why.signed-out' : 'submit.why.signedOutBefore')}</p>
    case 'busy':
      return <p>{failure.detail || t('submit.why.busy', { seconds: failure.retryAfter })}</p>
    case 'refused':
      return <p>{failure.detail || t('submit.why.refused')}</p>
    default:
      return failure satisfies never
  }
}
