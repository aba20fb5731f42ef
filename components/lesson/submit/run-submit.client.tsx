'use client'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import type { VerifiedCheck } from '@/lib/notebook/lesson'
import { makeId } from '@/lib/notebook/make-id'
import type { Submission } from '@/lib/notebook/state'
import { useHydrated } from '@/components/quiz/use-hydrated.client'
import { isSubmitting, submissionOf } from '@/lib/notebook/submission'
import { useDispatch, useLesson, useNotebook } from '@/lib/notebook/use-notebook.client'
import { FailureNote } from './failure-note.client'
import { Phases } from './phases.client'
import { SubmitFrame, useVerified } from './submit-frame.client'
import { useArrival } from './use-arrival.client'
import { VerdictNote } from './verdict-note.client'

const Leaderboard = dynamic(() => import('./leaderboard.client').then((module) => module.Leaderboard))
const CaseList = dynamic(() => import('./case-list.client').then((module) => module.CaseList))

const STEPS = ['running', 'fetching', 'collecting', 'sending'] as const

/** A model or a function: a clean run of all cells, then the weights or the answers to a challenge. */
export function RunSubmit({ check }: { check: Extract<VerifiedCheck, { kind: 'model' | 'code' }> }) {
  const t = useTranslations('notebook.submit')
  const words = useTranslations('checks.code')
  const lesson = useLesson()
  const dispatch = useDispatch()
  const hydrated = useHydrated()
  const submission = useNotebook((state) => submissionOf(state, check.id))
  const busy = useNotebook((state) => isSubmitting(state) || state.submission?.phase === 'sending')
  const verified = useVerified(check.id)
  const under = submission !== null && !['sending', 'judged', 'failed'].includes(submission.phase)
  const over = submission?.phase === 'judged' || submission?.phase === 'failed'
  const announced = STEPS.find((step) => step === submission?.phase)
  const arrival = useArrival(submission)
  const about =
    check.kind === 'code'
      ? words('about', { function: check.function })
      : t('about', { variable: check.variable, pass: check.pass })

  return (
    <SubmitFrame check={check.id} about={about}>
      {!lesson.readOnly && (
        <div className="flex flex-wrap items-center gap-3 py-2">
          <button
            type="button"
            className={`button ${verified || submission?.failure?.at === 'sending' ? '' : 'button-loud'}`}
            data-action="submit"
            disabled={busy || !hydrated}
            onClick={() => dispatch({ type: 'submit', check: check.id, id: makeId(Date.now()) })}
          >
            {verified ? t('again') : t('submit')}
          </button>
          {under && (
            <button type="button" className="button" onClick={() => dispatch({ type: 'stop' })}>
              {t('stop')}
            </button>
          )}
        </div>
      )}
      {submission && !over && <Phases submission={submission} />}
      {/* A step is said once; what changes within it, many times a second, is only seen. */}
      <output className="sr-only">{announced && t(`announce.${announced}`)}</output>
      <div ref={arrival} tabIndex={-1} className="scroll-mt-16 outline-none" aria-live="polite">
        {over && <Course submission={submission} />}
      </div>
      {check.kind === 'model' && check.leaderboard && <Leaderboard check={check.id} />}
    </SubmitFrame>
  )
}

function Course({ submission }: { submission: Submission }) {
  switch (submission.phase) {
    case 'judged': {
      const { verdict, startedAt } = submission
      if (!verdict) return null
      return (
        <>
          <VerdictNote verdict={verdict} startedAt={startedAt} />
          {verdict.kind === 'code' && verdict.verdict !== 'verified' && <CaseList cases={verdict.cases} />}
        </>
      )
    }
    case 'failed':
      return submission.failure && <FailureNote submission={submission} failure={submission.failure} />
    default:
      return null
  }
}
