'use client'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { callApi } from '@/lib/api/client'
import { makeId } from '@/lib/notebook/make-id'
import { WordsForm } from './words-form.client'

export function AnswerForm({ learner, question }: { learner: string; question: string }) {
  const t = useTranslations('questions')
  const router = useRouter()
  async function answer(body: string, id: string): Promise<string | null> {
    const done = await callApi('POST', `/questions/${learner}/${question}/answers`, { id, body })
    if (!done.ok) return done.message || t('offline')
    router.refresh()
    return null
  }
  return (
    <WordsForm
      place={['answer', learner, question]}
      label={t('answerLabel')}
      placeholder={t('answerPlaceholder')}
      send={t('answerSend')}
      onSend={answer}
      makeId={() => makeId(Date.now())}
    />
  )
}
