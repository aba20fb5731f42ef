'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { type ApiResult, callApi } from '@/lib/api/client'

type View = { id: string; page: string; name: string; query: string }
type Props = {
  views: View[]
  /** The page that is open, and its filters as they stand in the address. */
  page: string
  query: string
}

const hrefOf = ({ page, query }: View): string =>
  `/insights${page === 'overview' ? '' : `/${page}`}${query ? `?${query}` : ''}`

/** The reader's own views: opened by a link, kept under a name, removed with one press. */
export function SavedViews({ views, page, query }: Props) {
  const say = useTranslations('insights.views')
  const router = useRouter()
  const [name, setName] = useState('')
  const [said, setSaid] = useState('')
  const [busy, setBusy] = useState(false)

  const settle = (answer: ApiResult<unknown>, done: string) => {
    setBusy(false)
    if (!answer.ok)
      return setSaid(answer.status === 0 ? say('offline') : say('failed', { message: answer.message }))
    setSaid(done)
    router.refresh()
  }
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const given = name.trim()
    if (given === '' || busy) return
    setBusy(true)
    settle(
      await callApi('POST', '/insights/views', { page, name: given, query }),
      say('saved', { name: given }),
    )
    setName('')
  }
  const remove = async (view: View) => {
    if (busy) return
    setBusy(true)
    settle(await callApi('DELETE', `/insights/views/${view.id}`), say('removed', { name: view.name }))
  }

  return (
    <details className="mt-3 text-ui">
      <summary className="flex min-h-10 w-fit cursor-pointer items-center underline decoration-rule-strong underline-offset-4 hover:text-ember">
        {say('title')}
      </summary>
      {views.length === 0 ? (
        <p className="max-w-[36em] py-2 text-small text-ink-soft">{say('none')}</p>
      ) : (
        <ul className="flex flex-wrap gap-x-6">
          {views.map((view) => (
            <li key={view.id} className="flex items-center">
              <Link href={hrefOf(view)} prefetch={false} className="link flex min-h-10 items-center">
                {view.name}
              </Link>
              <button
                type="button"
                className="icon-button"
                aria-label={say('remove', { name: view.name })}
                onClick={() => void remove(view)}
              >
                <X size={16} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <form onSubmit={save} className="mt-1 flex flex-wrap items-end gap-3">
        <label className="grid gap-1 text-small text-ink-soft">
          {say('name')}
          <input
            value={name}
            onChange={(event) => setName(event.target.value)}
            maxLength={60}
            required
            className="field w-56 text-ui"
          />
        </label>
        <button type="submit" className="button" disabled={busy}>
          {say('save')}
        </button>
      </form>
      <output className="block min-h-6 text-small text-ink-soft">{said}</output>
    </details>
  )
}
