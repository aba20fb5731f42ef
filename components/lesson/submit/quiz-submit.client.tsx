'use client'
import { useFormatter, useTranslations } from 'next-intl'
import { useMemo, useRef, useState } from 'react'
import { collectAnswers, type Draft, draftFromWords, draftToWords } from '@/components/quiz/answering'
import { Question } from '@/components/quiz/question.client'
import { useDraft } from '@/lib/browser/draft.client'
import type { QuestionVerdict } from '@/lib/checks/quiz'
import type { VerifiedCheck } from '@/lib/notebook/lesson'
import { makeId } from '@/lib/notebook/make-id'
import { isSubmitting, submissionOf } from '@/lib/notebook/submission'
import { useDispatch, useLesson, useNotebook } from '@/lib/notebook/use-notebook.client'
import { FailureNote } from './failure-note.client'
import { SubmitFrame, useVerified } from './submit-frame.client'
import { useArrival } from './use-arrival.client'
import { type Paper, usePaper } from './use-paper.client'
import { VerdictNote } from './verdict-note.client'

type Quiz = Extract<VerifiedCheck, { kind: 'quiz' }>

/** A quiz: the paper that the server made for this person, its verdict, and then the next paper. */
export function QuizSubmit({ check }: { check: Quiz }) {
  const t = useTranslations('checks.quiz')
  const { readOnly } = useLesson()
  const { paper, failure, renew } = usePaper(check.id)
  return (
    <SubmitFrame check={check.id} about={t('about', { count: check.questions, pass: check.pass })}>
      {readOnly && <p className="text-ink-soft">{t('readOnlyNote')}</p>}
      {!readOnly && !paper && failure === null && <p className="py-2 text-ink-soft">{t('loading')}</p>}
      {failure !== null && (
        <div className="my-2 rounded bg-danger-wash p-4" role="alert">
          <p>{failure || t('loadFailed')}</p>
          <button type="button" className="button mt-2" onClick={() => void renew()}>
            {t('retry')}
          </button>
        </div>
      )}
      {paper && <PaperForm key={paper.id} check={check} paper={paper} renew={renew} />}
    </SubmitFrame>
  )
}

/** One paper from the first answer to the verdict. It is answered once; going on means another paper. */
function PaperForm({ check, paper, renew }: { check: Quiz; paper: Paper; renew: () => Promise<void> }) {
  const t = useTranslations('checks.quiz')
  const dispatch = useDispatch()
  const form = useRef<HTMLFormElement>(null)
  const [handedIn, setHandedIn] = useState<string | null>(null)
  const submission = useNotebook((state) => submissionOf(state, check.id))
  const busy = useNotebook((state) => isSubmitting(state) || state.submission?.phase === 'sending')
  const verified = useVerified(check.id)
  const { id: lesson } = useLesson()
  const { words, write } = useDraft('quiz', lesson, check.id, paper.id)
  const draft = useMemo(() => draftFromWords(paper.questions, words), [paper.questions, words])
  const [missing, setMissing] = useState<number[]>([])

  const mine = submission && submission.id === handedIn ? submission : null
  const verdict = mine?.verdict?.kind === 'quiz' ? mine.verdict : null
  const sending = mine?.phase === 'sending'
  const arrival = useArrival(mine)

  const send = () => {
    const { answers, missing: open } = collectAnswers(paper.questions, draft)
    setMissing(open)
    if (open.length > 0) {
      const first = paper.questions[open[0]! - 1]!
      form.current?.querySelector<HTMLElement>(`[data-question="${first.id}"] input`)?.focus()
      return
    }
    const id = makeId(Date.now())
    setHandedIn(id)
    dispatch({ type: 'hand-in', check: check.id, id, load: { kind: 'quiz', paper: paper.id, answers } })
  }

  return (
    <>
      <form
        ref={form}
        noValidate
        data-paper={paper.id}
        onSubmit={(event) => {
          event.preventDefault()
          // Once judged, the button fetches other questions and sends nothing.
          if (verdict) void renew()
          else send()
        }}
      >
        <Questions
          check={check.id}
          paper={paper}
          draft={draft}
          verdicts={verdict?.questions}
          missing={missing}
          disabled={sending || verdict !== null}
          change={(id, index, written) => {
            write(draftToWords({ ...draft, [id]: written }))
            setMissing((before) => before.filter((number) => number !== index + 1))
          }}
        />
        <div className="flex flex-wrap items-center gap-3 py-2">
          <button
            type="submit"
            className={`button ${verified ? '' : 'button-loud'}`}
            data-action={verdict ? 'again' : 'submit'}
            disabled={busy}
          >
            {verdict ? t('newPaper') : t('send')}
          </button>
          {!verified && <Left {...(verdict ?? paper)} />}
          {missing.length > 0 && (
            <span className="text-danger" role="alert">
              {t('missing', { numbers: missing.join(t('comma')) })}
            </span>
          )}
        </div>
      </form>
      <div ref={arrival} tabIndex={-1} className="scroll-mt-16 outline-none" aria-live="polite">
        {sending && <p className="text-ink-soft">{t('sending')}</p>}
        {mine?.phase === 'judged' && mine.verdict && (
          <VerdictNote verdict={mine.verdict} startedAt={mine.startedAt} />
        )}
        {mine?.phase === 'failed' && mine.failure && <FailureNote submission={mine} failure={mine.failure} />}
      </div>
    </>
  )
}

type QuestionsProps = {
  check: string
  paper: Paper
  draft: Draft
  verdicts: readonly QuestionVerdict[] | undefined
  missing: readonly number[]
  disabled: boolean
  change: (id: string, index: number, written: string | string[]) => void
}

const Questions = ({ check, paper, draft, verdicts, missing, disabled, change }: QuestionsProps) =>
  paper.questions.map((question, index) => (
    <Question
      key={question.id}
      name={`${check}-${question.id}`}
      number={index + 1}
      question={question}
      written={draft[question.id] ?? ''}
      verdict={verdicts?.find((one) => one.id === question.id)}
      missing={missing.includes(index + 1)}
      disabled={disabled}
      change={(written) => change(question.id, index, written)}
    />
  ))

/** How many attempts are left before each costs an hour, and when the next one may be made. */
function Left({ left, nextAt }: Pick<Paper, 'left' | 'nextAt'>) {
  const t = useTranslations('checks.quiz')
  const format = useFormatter()
  return (
    <span className="text-ink-soft" data-left={left}>
      {nextAt && `${t('nextAt', { time: format.dateTime(new Date(nextAt), { timeStyle: 'short' }) })} `}
      {t('left', { left })}
    </span>
  )
}
