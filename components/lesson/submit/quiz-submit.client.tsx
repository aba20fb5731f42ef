'use client'
import { useTranslations } from 'next-intl'
import { useMemo, useRef, useState } from 'react'
import { useDraft } from '@/lib/browser/draft.client'
import { collectAnswers, draftFromWords, draftToWords } from '@/components/quiz/answering'
import { Question } from '@/components/quiz/question.client'
import { useHydrated } from '@/components/quiz/use-hydrated.client'
import type { VerifiedCheck } from '@/lib/notebook/lesson'
import { makeId } from '@/lib/notebook/make-id'
import { isSubmitting, submissionOf } from '@/lib/notebook/submission'
import { useDispatch, useLesson, useNotebook } from '@/lib/notebook/use-notebook.client'
import { FailureNote } from './failure-note.client'
import { SubmitFrame, useVerified } from './submit-frame.client'
import { useArrival } from './use-arrival.client'
import { VerdictNote } from './verdict-note.client'

/** A quiz is its own form. What the server said stays under a question until its answer is changed. */
export function QuizSubmit({ check }: { check: Extract<VerifiedCheck, { kind: 'quiz' }> }) {
  const t = useTranslations('checks.quiz')
  const { id: lesson, readOnly } = useLesson()
  const dispatch = useDispatch()
  const hydrated = useHydrated()
  const form = useRef<HTMLFormElement>(null)
  const submission = useNotebook((state) => submissionOf(state, check.id))
  const busy = useNotebook((state) => isSubmitting(state) || state.submission?.phase === 'sending')
  const verified = useVerified(check.id)
  const { words, write } = useDraft('quiz', lesson, check.id)
  const draft = useMemo(() => draftFromWords(check.questions, words), [check.questions, words])
  const [missing, setMissing] = useState<number[]>([])
  /** Questions whose answer was changed since it was sent, with the submission they were changed after. */
  const [changed, setChanged] = useState<{ after: string | undefined; ids: string[] }>({ after: '', ids: [] })

  const verdict = submission?.verdict?.kind === 'quiz' ? submission.verdict : null
  const stale = changed.after === submission?.id ? changed.ids : []
  const arrival = useArrival(submission)
  const sending = submission?.phase === 'sending'

  const change = (id: string, index: number, written: string | string[]) => {
    write(draftToWords({ ...draft, [id]: written }))
    setMissing((before) => before.filter((number) => number !== index + 1))
    setChanged({ after: submission?.id, ids: [...stale, id] })
  }
  const send = () => {
    const { answers, missing: open } = collectAnswers(check.questions, draft)
    setMissing(open)
    if (open.length > 0) {
      const first = check.questions[open[0]! - 1]!
      form.current?.querySelector<HTMLElement>(`[data-question="${first.id}"] input`)?.focus()
      return
    }
    dispatch({
      type: 'hand-in',
      check: check.id,
      id: makeId(Date.now()),
      load: { kind: 'quiz', answers },
    })
  }

  return (
    <SubmitFrame check={check.id} about={t('about', { count: check.questions.length, pass: check.pass })}>
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
      >
        {check.questions.map((question, index) => (
          <Question
            key={question.id}
            name={`${check.id}-${question.id}`}
            number={index + 1}
            question={question}
            written={draft[question.id] ?? ''}
            verdict={
              stale.includes(question.id)
                ? undefined
                : verdict?.questions.find((one) => one.id === question.id)
            }
            missing={missing.includes(index + 1)}
            disabled={readOnly || sending}
            change={(written) => change(question.id, index, written)}
          />
        ))}
        {!readOnly && (
          <div className="flex flex-wrap items-center gap-3 py-2">
            <button
              type="submit"
              className={`button ${verified ? '' : 'button-loud'}`}
              data-action="submit"
              disabled={busy || !hydrated}
            >
              {verdict || verified ? t('again') : t('send')}
            </button>
            {missing.length > 0 && (
              <span className="text-danger" role="alert">
                {t('missing', { numbers: missing.join(t('comma')) })}
              </span>
            )}
          </div>
        )}
      </form>
      <div ref={arrival} tabIndex={-1} className="scroll-mt-16 outline-none" aria-live="polite">
        {sending && <p className="text-ink-soft">{t('sending')}</p>}
        {submission?.phase === 'judged' && submission.verdict && (
          <VerdictNote verdict={submission.verdict} startedAt={submission.startedAt} />
        )}
        {submission?.phase === 'failed' && submission.failure && (
          <FailureNote submission={submission} failure={submission.failure} />
        )}
      </div>
    </SubmitFrame>
  )
}
