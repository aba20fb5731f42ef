'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { StaticCode } from '@/components/editor/static-code'
import { downloadText } from '@/lib/browser/download.client'
import type { Orphan } from '@/lib/notebook/lesson'
import { useDispatch, useLesson, useNotebook } from '@/lib/notebook/use-notebook.client'

const BUTTON = 'min-h-10 rounded px-2 text-ink-soft hover:bg-paper-sunk hover:text-ink'

/** Code of cells that the author has renamed or removed since: still the learner's. */
export function Orphans() {
  const t = useTranslations('notebook.orphans')
  const orphans = useNotebook((state) => state.orphans)
  if (orphans.length === 0) return null
  return (
    <details className="notebook-ui mt-4 border-y border-rule font-ui text-small" data-orphans>
      <summary className="min-h-10 cursor-pointer py-2 text-caution">
        {t('title', { count: orphans.length })}
      </summary>
      <p className="text-ink-soft">{t('text')}</p>
      <ul>
        {orphans.map((orphan) => (
          <OrphanCode key={orphan.id} orphan={orphan} />
        ))}
      </ul>
    </details>
  )
}

function OrphanCode({ orphan: { id, source } }: { orphan: Orphan }) {
  const t = useTranslations('notebook.orphans')
  const dispatch = useDispatch()
  const { id: lesson } = useLesson()
  const last = useNotebook((state) => state.order.at(-1))
  const [told, setTold] = useState<'copied' | 'copyFailed' | null>(null)

  function insert() {
    if (last === undefined) return
    const cell = `scratch-${Math.random().toString(36).slice(2, 8)}`
    dispatch({ type: 'insert', after: last, cell, source })
    requestAnimationFrame(() => document.getElementById(`cell-${cell}`)?.focus())
  }

  async function copy() {
    try {
      // Without https the browser has no clipboard for pages.
      const clipboard = navigator.clipboard as Clipboard | undefined
      await clipboard?.writeText(source)
      setTold(clipboard ? 'copied' : 'copyFailed')
    } catch (error) {
      if (!(error instanceof DOMException)) throw error
      setTold('copyFailed')
    }
  }

  return (
    <li className="cell border-t border-rule py-2" data-orphan={id}>
      <div className="flex flex-wrap items-center gap-x-1">
        <span className="mr-auto font-semibold text-ink">{t('name', { id })}</span>
        <output className="text-ink-soft">{told && t(told)}</output>
        <button type="button" className={BUTTON} onClick={() => void copy()}>
          {t('copy')}
        </button>
        <button type="button" className={BUTTON} onClick={() => downloadText(`${lesson}-${id}.js`, source)}>
          {t('download')}
        </button>
        <button type="button" className={BUTTON} onClick={insert}>
          {t('insert')}
        </button>
      </div>
      <StaticCode source={source} label={t('name', { id })} />
    </li>
  )
}
