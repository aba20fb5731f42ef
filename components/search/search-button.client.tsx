'use client'
import { Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useEffect, useState } from 'react'
import { isTyping, pressed } from '@/lib/browser/keys'

/** Fetched at the first search. */
const SearchDialog = dynamic(() => import('./search-dialog.client').then((module) => module.SearchDialog), {
  ssr: false,
})

/** Opens the search: by press, by Ctrl+K or ⌘K, and by `/` where nobody is typing. */
export function SearchButton() {
  const t = useTranslations('search')
  const [open, setOpen] = useState(false)

  useEffect(() => {
    const onKey = (event: KeyboardEvent) =>
      pressed(event, () => {
        const chord = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k' && !event.altKey
        const slash = event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey
        if ((!chord && !slash) || isTyping(event.target)) return
        event.preventDefault()
        setOpen(true)
      })
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])

  return (
    <>
      <button
        type="button"
        className="icon-button"
        onClick={() => setOpen(true)}
        aria-label={t('open')}
        aria-keyshortcuts="Control+K Meta+K /"
        title={`${t('open')} (${t('shortcut')})`}
      >
        <Search size={18} aria-hidden />
      </button>
      {open && <SearchDialog onClose={() => setOpen(false)} />}
    </>
  )
}
