'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { callApi } from '@/lib/api/client'

export type RerunFlip = {
  learner: string
  name: string
  direction: 'gained' | 'lost'
  lesson: 'gained' | 'lost' | 'same'
  shakesCertificate: boolean
  attempts: number
}

export type RerunView = {
  id: string
  lesson: string
  check: string
  state: 'running' | 'ready' | 'applied' | 'cancelled' | 'failed'
  done: number
  total: number
  attempts: number
  changes: number
  untellable: Record<string, number>
  flips: RerunFlip[]
}

const EVERY = 700

/** A preview from its start to its confirmation. */
export function useRerun() {
  const t = useTranslations('reruns')
  const [id, setId] = useState<string | null>(null)
  const [rerun, setRerun] = useState<RerunView | null>(null)
  const [trouble, setTrouble] = useState('')

  useEffect(() => {
    if (id === null) return undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    const leaving = new AbortController()
    async function look() {
      const answer = await callApi<RerunView>('GET', `/checks/reruns/${id}`, undefined, {
        signal: leaving.signal,
      })
      if (leaving.signal.aborted) return
      if (answer.ok) setRerun(answer.data)
      else if (answer.status === 404) setTrouble(t('gone'))
      // A lost connection is no reason to stop looking.
      if ((answer.ok && answer.data.state === 'running') || (!answer.ok && answer.status !== 404)) {
        timer = setTimeout(() => void look(), EVERY)
      }
    }
    void look()
    return () => {
      leaving.abort()
      clearTimeout(timer)
    }
  }, [id, t])

  async function start(lesson: string, check: string) {
    setTrouble('')
    setRerun(null)
    setId(null)
    const answer = await callApi<{ id: string }>('POST', '/checks/reruns', { lesson, check })
    if (answer.ok) setId(answer.data.id)
    else setTrouble(answer.status === 409 ? t('busy') : answer.message || t('offline'))
  }

  async function cancel() {
    const answer = await callApi('DELETE', `/checks/reruns/${id}`)
    if (!answer.ok && answer.status !== 404) setTrouble(answer.message || t('offline'))
  }

  /** @returns whether it was written */
  async function confirm(losses: number): Promise<boolean> {
    setTrouble('')
    const answer = await callApi('POST', `/checks/reruns/${id}/confirmation`, { losses })
    if (answer.ok) setRerun((before) => before && { ...before, state: 'applied' })
    else setTrouble(answer.status === 409 ? t('changed') : answer.message || t('offline'))
    return answer.ok
  }

  return { rerun, trouble, start, cancel, confirm }
}
