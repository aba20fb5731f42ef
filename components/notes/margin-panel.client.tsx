'use client'
import Bookmark from 'lucide-react/icons/bookmark'
import X from 'lucide-react/icons/x'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { slot } from '@/lib/browser/slot.client'
import { useLesson } from '@/lib/notebook/use-notebook.client'
import type { Note } from '@/lib/notes/notes'
import { NoteItem } from './note-item.client'
import { byHeading, currentAnchor, type Heading } from './place'
import { useMargin } from './use-margin.client'
import { pressed } from '@/lib/browser/keys'

/** Below the bar at the top of the window. */
const READING_LINE = 140

const readPlace = (headings: readonly Heading[]) =>
  currentAnchor(
    headings.flatMap(({ id }) => {
      const element = document.getElementById(id)
      return element ? [{ id, top: element.getBoundingClientRect().top }] : []
    }),
    READING_LINE,
  )

type Props = { lesson: string; headings: readonly Heading[]; onClose(): void }

/** The margin: beside the page where there is room, over its lower part on a phone. The page stays usable. */
export function MarginPanel({ lesson, headings, onClose }: Props) {
  const t = useTranslations('notes')
  const { margin, trouble, retry, write, remove, mark } = useMargin(lesson)
  const [place, setPlace] = useState(() => readPlace(headings))
  // The sentence being written survives a reload and a lost network, and is nobody else's on a shared machine.
  const { userId } = useLesson()
  const kept = slot(`zhucai:note:${userId}:${lesson}`)
  const [draft, setDraft] = useState(() => {
    const found = kept.read()
    return typeof found === 'string' ? found : ''
  })
  const [removed, setRemoved] = useState<Note | null>(null)
  const field = useRef<HTMLTextAreaElement>(null)

  useEffect(() => {
    field.current?.focus()
    const onScroll = () => setPlace(readPlace(headings))
    document.addEventListener('scroll', onScroll, { passive: true })
    return () => document.removeEventListener('scroll', onScroll)
  }, [headings])

  const keep = (text: string) => {
    setDraft(text)
    if (text === '') kept.drop()
    else kept.keep(text)
  }
  const add = async () => {
    const body = draft.trim()
    if (body !== '' && (await write(place, body))) keep('')
  }
  const erase = async (note: Note) => {
    const done = await remove(note.id)
    if (done) {
      setRemoved(note)
      // The pressed button is gone with its note: the focus must not be lost with it.
      field.current?.focus()
    }
    return done
  }
  const undo = async () => {
    if (removed && (await write(removed.anchor, removed.body, removed.id))) {
      setRemoved(null)
      field.current?.focus()
    }
  }
  const marked = margin?.bookmarks.includes(place ?? '') ?? false
  const textOf = (anchor: string) => headings.find(({ id }) => id === anchor)?.text ?? t('whole')

  return (
    // Escape is heard wherever in the panel the focus is.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside
      aria-label={t('title')}
      className="fixed inset-x-0 bottom-0 z-30 flex max-h-[70dvh] flex-col gap-4 overflow-y-auto border border-rule-strong bg-paper-raised p-4 text-ui lg:inset-y-0 lg:right-0 lg:left-auto lg:max-h-none lg:w-88"
      onKeyDown={(event) =>
        pressed(event, () => {
          event.stopPropagation()
          if (event.key === 'Escape') onClose()
        })
      }
    >
      <header className="flex items-center justify-between gap-2">
        <h2 className="text-lg font-semibold">{t('title')}</h2>
        <button type="button" className="icon-button" aria-label={t('close')} onClick={onClose}>
          <X size={18} aria-hidden />
        </button>
      </header>

      <form
        onSubmit={(event) => {
          event.preventDefault()
          void add()
        }}
      >
        <label htmlFor="new-note" className="text-small text-ink-faint">
          {t('at', { place: place === null ? t('whole') : textOf(place) })}
        </label>
        <textarea
          ref={field}
          id="new-note"
          value={draft}
          onChange={(event) => keep(event.target.value)}
          rows={3}
          maxLength={10_000}
          placeholder={t('placeholder')}
          className="field mt-1 w-full"
        />
        <p className="mt-2 flex flex-wrap gap-2">
          <button type="submit" className="button" disabled={draft.trim() === ''}>
            {t('add')}
          </button>
          <button
            type="button"
            className="button"
            aria-pressed={marked}
            disabled={margin === null}
            onClick={() => void mark(place ?? '', !marked)}
          >
            <Bookmark size={16} aria-hidden fill={marked ? 'currentColor' : 'none'} />
            {t(marked ? 'unmark' : 'mark')}
          </button>
        </p>
        <output className="block text-small text-caution">
          {trouble && (trouble.offline ? t('offline') : trouble.message)}
        </output>
        {trouble && margin === null && (
          <button type="button" className="button mt-2" onClick={retry}>
            {t('retry')}
          </button>
        )}
        {removed && (
          <p className="mt-2 text-small text-ink-soft">
            {t('deleted')}{' '}
            <button type="button" className="link min-h-10" onClick={() => void undo()}>
              {t('undo')}
            </button>
          </p>
        )}
      </form>

      {margin && margin.bookmarks.length > 0 && (
        <section>
          <h3 className="text-small font-medium text-ink-faint">{t('bookmarks')}</h3>
          <ul>
            {margin.bookmarks.map((anchor) => (
              <li key={anchor}>
                <a
                  href={anchor === '' ? '#main' : `#${anchor}`}
                  className="link inline-flex min-h-10 items-center"
                >
                  {anchor === '' ? t('whole') : textOf(anchor)}
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      {margin &&
        byHeading(margin.notes, headings).map(({ heading, notes }) => (
          <section key={heading?.id ?? ''}>
            <h3 className="text-small font-medium text-ink-faint">
              {heading ? <a href={`#${heading.id}`}>{heading.text}</a> : t('whole')}
            </h3>
            <ul className="mt-1 grid gap-3">
              {notes.map((note) => (
                <NoteItem
                  key={note.id}
                  note={note}
                  onSave={(body) => write(note.anchor, body, note.id)}
                  onRemove={() => erase(note)}
                />
              ))}
            </ul>
          </section>
        ))}
      {margin?.notes.length === 0 && <p className="text-small text-ink-soft">{t('none')}</p>}
    </aside>
  )
}
