'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { callApi } from '@/lib/api/client'
import { makeId } from '@/lib/notebook/make-id'
import type { Anchor } from '@/lib/reviews/anchor'
import type { Desk, DeskComment } from '@/lib/reviews/desk'

/** Renewed long before the half hour is over, while the page is open and looked at. */
const RENEW = 10 * 60_000

/** What a mentor does on the page of one project: open it, comment, let go. */
export function useDesk(desk: Desk) {
  const t = useTranslations('reviews')
  const path = `/reviews/${desk.learner}/${desk.submission}`
  const [comments, setComments] = useState(desk.comments)
  const [isMine, setMine] = useState(desk.held?.mine ?? false)
  const [until, setUntil] = useState<string | null>(null)
  const [trouble, setTrouble] = useState('')

  async function claim(): Promise<void> {
    const answer = await callApi<{ until: string }>('POST', `${path}/claim`, {})
    setMine(answer.ok)
    setUntil(answer.ok ? answer.data.until : null)
    if (answer.ok) setTrouble('')
    else setTrouble(answer.status === 409 ? t('desk.taken') : answer.message || t('offline'))
  }

  async function release(): Promise<void> {
    const answer = await callApi('DELETE', `${path}/claim`)
    if (answer.ok) setMine(false)
    else setTrouble(answer.message || t('offline'))
  }

  useEffect(() => {
    if (!isMine || desk.decided) return undefined
    async function renew() {
      if (document.visibilityState !== 'visible') return
      const answer = await callApi<{ until: string }>('POST', `${path}/claim`, {})
      if (answer.ok) setUntil(answer.data.until)
      else if (answer.status === 409) setMine(false)
    }
    const timer = setInterval(() => void renew(), RENEW)
    return () => clearInterval(timer)
  }, [isMine, desk.decided, path])

  /** @returns what went wrong, or null */
  async function comment(anchor: Anchor | null, body: string): Promise<string | null> {
    const id = makeId(Date.now())
    const answer = await callApi<{ at: string }>('POST', `${path}/comments`, { id, anchor, body })
    if (!answer.ok) return answer.status === 409 ? t('desk.lost') : answer.message || t('offline')
    const written: DeskComment = { id, anchor, body, author: '', mine: true, at: answer.data.at }
    setComments((before) => [...before, written])
    return null
  }

  async function uncomment(id: string): Promise<void> {
    const answer = await callApi('DELETE', `${path}/comments/${id}`)
    if (answer.ok || answer.status === 404) setComments((before) => before.filter((one) => one.id !== id))
    else setTrouble(answer.message || t('offline'))
  }

  return { comments, isMine, until, trouble, claim, release, comment, uncomment }
}
