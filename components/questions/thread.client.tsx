'use client'
import { useFormatter, useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { callApi } from '@/lib/api/client'
import { makeId } from '@/lib/notebook/make-id'
import type { Question } from '@/lib/questions/questions'
import { WordsForm } from './words-form.client'

type Page = { questions: Question[]; next: string | null }

/** The questions under one cell, and the field to ask another. */
export function Thread({ lesson, cell }: { lesson: string; cell: string }) {
  const t = useTranslations('questions')
  const format = useFormatter()
  const [questions, setQuestions] = useState<readonly Question[] | null>(null)
  const [next, setNext] = useState<string | null>(null)
  const [trouble, setTrouble] = useState('')

  const path = `/lessons/${lesson}/questions?cell=${cell}`
  useEffect(() => {
    const leaving = new AbortController()
    async function load() {
      const answer = await callApi<Page>('GET', path, undefined, { signal: leaving.signal })
      if (leaving.signal.aborted) return
      if (!answer.ok) return setTrouble(answer.message || t('offline'))
      setQuestions(answer.data.questions)
      setNext(answer.data.next)
    }
    void load()
    return () => leaving.abort()
  }, [path, t])

  async function loadMore(cursor: string) {
    const answer = await callApi<Page>('GET', `${path}&cursor=${encodeURIComponent(cursor)}`)
    if (!answer.ok) return setTrouble(answer.message || t('offline'))
    const { questions: more, next: following } = answer.data
    // What was asked meanwhile stands at the end already.
    setQuestions((before) => [
      ...(before ?? []).filter((one) => more.every(({ id }) => id !== one.id)),
      ...more,
    ])
    setNext(following)
    setTrouble('')
  }

  /** The same id for the same words, so that a second press after a lost answer does not ask twice. */
  async function ask(body: string, id: string): Promise<string | null> {
    const sent = { id, body }
    const answer = await callApi<Question>('POST', `/lessons/${lesson}/cells/${cell}/questions`, sent)
    if (!answer.ok) return answer.message || t('offline')
    setQuestions((before) => [...(before ?? []).filter((one) => one.id !== id), answer.data])
    return null
  }

  async function settle(question: Question) {
    const settled = question.settledAt === null
    const answer = await callApi('PUT', `/me/questions/${question.id}`, { settled })
    if (!answer.ok) return setTrouble(answer.message || t('offline'))
    const settledAt = settled ? new Date().toISOString() : null
    setQuestions(
      (before) => before && before.map((one) => (one.id === question.id ? { ...one, settledAt } : one)),
    )
  }

  return (
    <div className="border-l border-rule pl-3">
      {trouble && <output className="block text-caution">{trouble}</output>}
      <ol className="grid gap-4">
        {questions?.map((question) => (
          <li key={question.id}>
            <p className="text-ink-faint">
              {t(question.mine ? 'mine' : 'someone')} ·{' '}
              {format.dateTime(new Date(question.at), { month: 'short', day: 'numeric' })}
              {question.settledAt !== null && ` · ${t('settled')}`}
            </p>
            <p className="text-ui whitespace-pre-wrap break-words">{question.body}</p>
            {question.answers.map((given) => (
              <div key={given.id} className="mt-2 border-l-2 border-verdigris pl-3">
                <p className="text-ink-faint">
                  {t('answer', { name: given.author })} ·{' '}
                  {format.dateTime(new Date(given.at), { month: 'short', day: 'numeric' })}
                </p>
                <p className="text-ui whitespace-pre-wrap break-words">{given.body}</p>
              </div>
            ))}
            {question.mine && question.answers.length === 0 && question.settledAt === null && (
              <p className="text-ink-faint">{t('waiting')}</p>
            )}
            {question.mine && (
              <button type="button" className="link min-h-10" onClick={() => void settle(question)}>
                {t(question.settledAt === null ? 'settle' : 'reopen')}
              </button>
            )}
          </li>
        ))}
      </ol>
      {next !== null && (
        <button type="button" className="link min-h-10" onClick={() => void loadMore(next)}>
          {t('more')}
        </button>
      )}
      <WordsForm
        place={['question', lesson, cell]}
        label={t('askLabel')}
        placeholder={t('askPlaceholder')}
        send={t('askSend')}
        onSend={ask}
        makeId={() => makeId(Date.now())}
      />
    </div>
  )
}
