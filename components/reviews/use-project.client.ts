'use client'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useState } from 'react'
import { type ApiResult, callApi } from '@/lib/api/client'
import type { ProjectView } from '@/lib/reviews/project-view'

/** The project of a check, read when first shown and again after each change. */
export function useProject(lesson: string, check: string) {
  const t = useTranslations('reviews')
  const [project, setProject] = useState<ProjectView | null>(null)
  const [trouble, setTrouble] = useState('')

  const settle = useCallback(
    (answer: ApiResult<ProjectView>) => {
      if (answer.ok) setProject(answer.data)
      setTrouble(answer.ok ? '' : answer.message || t('offline'))
    },
    [t],
  )

  useEffect(() => {
    const leaving = new AbortController()
    async function load() {
      const answer = await readProject(lesson, check, leaving.signal)
      if (!leaving.signal.aborted) settle(answer)
    }
    void load()
    return () => leaving.abort()
  }, [lesson, check, settle])

  async function reload(): Promise<void> {
    settle(await readProject(lesson, check))
  }
  return { project, trouble, reload: () => void reload() }
}

const readProject = (lesson: string, check: string, signal?: AbortSignal) =>
  callApi<ProjectView>(
    'GET',
    `/lessons/${lesson}/checks/${check}/project`,
    undefined,
    signal ? { signal } : {},
  )
