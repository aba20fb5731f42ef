'use client'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { runningCell, shareDone } from '@/lib/notebook/select'
import { useNotebook } from '@/lib/notebook/use-notebook.client'

/** Running shows in the tab's title, so that the learner may look elsewhere meanwhile. */
export function RunningTitle() {
  const t = useTranslations('notebook.bar')
  const share = useNotebook((state) => {
    const cell = runningCell(state)
    if (!cell) return -1
    const done = shareDone(cell)
    return done === null ? null : Math.floor(done * 100)
  })
  const mark = share === -1 ? '' : share === null ? t('titleRunning') : t('titleShare', { share })
  useEffect(() => {
    if (!mark) return
    const { title } = document
    document.title = `${mark} · ${title}`
    return () => {
      document.title = title
    }
  }, [mark])
  return null
}
