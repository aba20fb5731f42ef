'use client'
import { useLocale, useTranslations } from 'next-intl'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { callApi } from '@/lib/api/client'
import type { Found } from '@/lib/search/find'
import { SearchResults } from './results'
import { pressed } from '@/lib/browser/keys'

type Standing =
  | { at: 'start' }
  | { at: 'found'; query: string; found: readonly Found[] }
  | { at: 'failed'; offline: boolean }

/** Answers to an older question never replace those to a newer one: each request is aborted by the next. */
function useSearch(query: string, locale: string): Standing {
  const [standing, setStanding] = useState<Standing>({ at: 'start' })
  useEffect(() => {
    const asked = query.trim()
    const leaving = new AbortController()
    async function look() {
      if (asked === '') return setStanding({ at: 'start' })
      const path = `/search?${new URLSearchParams({ q: asked, locale })}`
      const answer = await callApi<{ lessons: Found[] }>('GET', path, undefined, { signal: leaving.signal })
      if (leaving.signal.aborted) return
      if (answer.ok) setStanding({ at: 'found', query: asked, found: answer.data.lessons })
      else setStanding({ at: 'failed', offline: answer.code === 'offline' })
    }
    const pause = setTimeout(look, 120)
    return () => {
      clearTimeout(pause)
      leaving.abort()
    }
  }, [query, locale])
  return standing
}

export function SearchDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('search')
  const locale = useLocale()
  const dialog = useRef<HTMLDialogElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const [query, setQuery] = useState('')
  const standing = useSearch(query, locale)
  const found = standing.at === 'found' ? standing.found : []

  useEffect(() => {
    dialog.current?.showModal()
  }, [])

  /** Arrows walk from the question through the passages and back; Enter in the question opens the first. */
  function onKey(event: KeyboardEvent) {
    const places = [input.current, ...(dialog.current?.querySelectorAll('a') ?? [])]
    const here = places.findIndex((place) => place === document.activeElement)
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && here >= 0) {
      event.preventDefault()
      places[(here + step + places.length) % places.length]?.focus()
    } else if (event.key === 'Enter' && here === 0) places[1]?.click()
  }

  return (
    // The dialog hears the arrows of all that has the focus inside it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={dialog}
      onClose={onClose}
      onKeyDown={(event) => pressed(event, onKey)}
      aria-label={t('title')}
      className="m-auto mt-[10vh] w-[min(44rem,calc(100vw-2rem))] rounded border border-rule-strong bg-paper-raised p-0 text-ink backdrop:bg-ink/40"
    >
      <div className="flex items-center gap-2 border-b border-rule pr-2">
        <input
          ref={input}
          type="search"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          maxLength={200}
          aria-label={t('label')}
          placeholder={t('placeholder')}
          className="min-h-12 min-w-0 grow bg-transparent px-4"
        />
        <button type="button" className="icon-button px-2" onClick={onClose}>
          {t('close')}
        </button>
      </div>
      <div className="max-h-[65vh] overflow-y-auto p-4">
        <output className="block text-small text-ink-soft not-last:mb-3">
          {standing.at === 'start' && t('start')}
          {standing.at === 'failed' && t(standing.offline ? 'offline' : 'failed')}
          {standing.at === 'found' &&
            (found.length === 0 ? t('none', { query: standing.query }) : t('count', { count: found.length }))}
        </output>
        <SearchResults found={found} onOpen={onClose} />
      </div>
      <p className="border-t border-rule px-4 py-2 text-small text-ink-faint max-sm:hidden">{t('keys')}</p>
    </dialog>
  )
}
