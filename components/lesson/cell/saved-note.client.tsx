'use client'
import { useTranslations } from 'next-intl'
import { atRisk, waitingToSend, isOffline } from '@/lib/notebook/select'
import { isWaiting } from '@/lib/notebook/saving'
import type { Cell } from '@/lib/notebook/state'
import { useNotebook } from '@/lib/notebook/use-notebook.client'
import { useAgo, useNow } from './clock.client'

/** Where the learner's text is: on its way, saved, or waiting on this machine. */
export function SavedNote({ cell }: { cell: Cell }) {
  const t = useTranslations('notebook.saved')
  const ago = useAgo()
  const { saving } = cell
  const unsaved = isWaiting(cell)
  const now = useNow(saving.savedAt !== null && !unsaved)
  const offline = useNotebook(isOffline)
  const waiting = useNotebook(waitingToSend)
  const unkept = useNotebook(atRisk) > 0
  const line = () => {
    if (cell.scratch) return t('scratch')
    if (saving.conflict) return t('conflict')
    if (unsaved && saving.trouble === 'gone') return t('gone')
    if (unsaved && saving.trouble !== null && unkept) return t('unkept')
    if (unsaved && saving.trouble === 'signed-out') return t('signedOut')
    if (unsaved && saving.trouble === 'refused') return t('refused')
    if (unsaved && offline) return t('offline', { count: waiting })
    if (unsaved) return t('saving')
    return saving.savedAt && now ? t('saved', { ago: ago(now - Date.parse(saving.savedAt)) }) : null
  }
  const text = line()
  const alarming = saving.conflict !== null || (unsaved && saving.trouble !== null)
  return text && <span className={alarming ? 'text-caution' : 'text-ink-faint'}>{text}</span>
}
