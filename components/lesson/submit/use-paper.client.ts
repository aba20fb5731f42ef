'use client'
import { useCallback, useEffect, useState } from 'react'
import { callApi } from '@/lib/api/client'
import type { PublicQuestion } from '@/lib/checks/quiz'
import { useLesson } from '@/lib/notebook/use-notebook.client'

/** The questions of the next attempt, and how many are left. */
export type Paper = { id: string; questions: PublicQuestion[]; left: number; nextAt: string | null }

/** The paper that is open for this learner; `renew` fetches the one after it once it was answered. */
export function usePaper(check: string): {
  paper: Paper | null
  /** Why there is none, in words; empty where the server said nothing. */
  failure: string | null
  renew: () => Promise<void>
} {
  const { id, version, userId, readOnly } = useLesson()
  const [paper, setPaper] = useState<Paper | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const renew = useCallback(async () => {
    setFailure(null)
    const path = `/lessons/${id}/checks/${check}/papers` as const
    const answer = await callApi<Paper>('POST', path, { version, learner: userId })
    if (answer.ok) setPaper(answer.data)
    else setFailure(answer.status === 0 ? '' : answer.message)
  }, [id, check, version, userId])
  useEffect(() => {
    if (readOnly) return
    const start = setTimeout(() => void renew())
    return () => clearTimeout(start)
  }, [readOnly, renew])
  return { paper, failure, renew }
}
