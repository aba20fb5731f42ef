'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useMemo, useState } from 'react'
import { collectAnswers, draftFromWords } from '@/components/quiz/answering'
import { Question } from '@/components/quiz/question.client'
import { useHydrated } from '@/components/quiz/use-hydrated.client'
import { callApi } from '@/lib/api/client'
import { useDraft } from '@/lib/browser/draft.client'
import type { Answers, PublicQuestion } from '@/lib/checks/quiz'
import { Results } from './results'

export type Test = {
  id: string
  /** ISO 8601. */
  expiresAt: string
  lessons: { lesson: string; title: string; questions: PublicQuestion[] }[]
}

/** The questions of an open try, lesson by lesson; then the results in their place. */
export function TestForm({ test, learner }: { test: Test; learner: string }) {
  const t = useTranslations('placement')
  const hydrated = useHydrated()
  const { drafts, change, drop } = useDrafts(test)
  const [asking, setAsking] = useState(0)
  const [sending, setSending] = useState(false)
  const [failure, setFailure] = useState('')
  const [results, setResults] = useState<Record<string, boolean> | null>(null)
  const minutes = useMinutes(test.expiresAt)

  if (results) return <Results lessons={test.lessons} results={results} />

  const collect = () => {
    const answers: Record<string, Answers> = {}
    let missing = 0
    for (const { lesson, questions } of test.lessons) {
      const collected = collectAnswers(questions, drafts[lesson] ?? {})
      answers[lesson] = collected.answers
      missing += collected.missing.length
    }
    return { answers, missing }
  }
  const send = async (sure: boolean) => {
    const { answers, missing } = collect()
    if (missing > 0 && !sure) return setAsking(missing)
    setAsking(0)
    setSending(true)
    setFailure('')
    const answer = await callApi<{ results: Record<string, boolean> }>(
      'POST',
      `/placements/${test.id}/answers`,
      {
        answers,
        learner,
      },
    )
    setSending(false)
    if (answer.ok) {
      drop()
      setResults(answer.data.results)
    } else if (answer.status === 0) setFailure(t('failed.offline'))
    else setFailure(answer.status === 401 ? t('failed.signed-out') : answer.message)
  }

  // Questions are numbered through all lessons: how many stand before each lesson's own.
  const before = test.lessons.map((_, index) =>
    test.lessons.slice(0, index).reduce((sum, { questions }) => sum + questions.length, 0),
  )
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void send(false)
      }}
    >
      <p className="sticky top-0 z-10 bg-paper py-2 text-ink-soft" role="timer" suppressHydrationWarning>
        {minutes > 0 ? t('left', { minutes }) : t('over')}
      </p>
      {test.lessons.map(({ lesson, title, questions }, place) => (
        <section key={lesson} aria-labelledby={`lesson-${lesson}`} className="pt-6">
          <h2 id={`lesson-${lesson}`} className="text-lg font-semibold">
            {title}
          </h2>
          {questions.map((question, index) => (
            <Question
              key={question.id}
              name={`${lesson}-${question.id}`}
              number={before[place]! + index + 1}
              question={question}
              written={drafts[lesson]?.[question.id] ?? ''}
              disabled={sending}
              change={(written) => {
                setAsking(0)
                change(lesson, question.id, written)
              }}
            />
          ))}
        </section>
      ))}
      <div aria-live="polite" className="pt-4">
        {asking > 0 && (
          <div className="mb-3 rounded bg-caution-wash p-4">
            <p>{t('missing', { count: asking })}</p>
            <div className="flex flex-wrap gap-3 pt-2">
              <button type="button" className="button" onClick={() => setAsking(0)}>
                {t('goOn')}
              </button>
              <button type="button" className="button" data-action="sure" onClick={() => void send(true)}>
                {t('sure')}
              </button>
            </div>
          </div>
        )}
        {failure && <p className="mb-3 rounded bg-danger-wash p-4">{failure}</p>}
      </div>
      <button
        type="submit"
        className="button button-loud"
        data-action="hand-in"
        disabled={sending || minutes <= 0 || !hydrated}
      >
        {sending ? t('sending') : t('send')}
      </button>
    </form>
  )
}

/** Answers not handed in yet: kept on this machine at every change, so that a reload or Back loses none. */
function useDrafts(test: Test) {
  const { words, write, drop } = useDraft('placement', test.id)
  const drafts = useMemo(
    () =>
      Object.fromEntries(
        test.lessons.map(({ lesson, questions }) => {
          const mine = questions.flatMap(({ id }) => {
            const text = words[`${lesson} ${id}`]
            return text === undefined ? [] : [[id, text]]
          })
          return [lesson, draftFromWords(questions, Object.fromEntries(mine))]
        }),
      ),
    [test.lessons, words],
  )
  return {
    drafts,
    change: (lesson: string, question: string, written: string | string[]) =>
      write({ [`${lesson} ${question}`]: JSON.stringify(written) }),
    drop,
  }
}

/** Whole minutes until then, rounded up; looked at every few seconds. */
function useMinutes(until: string): number {
  const left = () => Math.max(0, Math.ceil((Date.parse(until) - Date.now()) / 60_000))
  const [minutes, setMinutes] = useState(left)
  useEffect(() => {
    const timer = setInterval(() => setMinutes(left()), 5000)
    return () => clearInterval(timer)
  })
  return minutes
}
