'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import type { Option } from '@/components/people/choices'
import { callApi } from '@/lib/api/client'

/** Milliseconds of quiet before what was typed is looked up. */
const QUIET = 250
const SHOWN = 8

/** Finds one person by typing; the choice is a field of the form around it. */
export function PersonSearch({ chosen }: { chosen: Option | undefined }) {
  const t = useTranslations('assignments')
  const [words, setWords] = useState('')
  const [found, setFound] = useState<Option[]>(chosen ? [chosen] : [])
  const [isEmpty, setEmpty] = useState(false)

  useEffect(() => {
    if (words.trim() === '') return
    const gone = new AbortController()
    const timer = setTimeout(async () => {
      const query = new URLSearchParams({ q: words.trim().slice(0, 60), role: 'trainee' })
      const result = await callApi<{ people: { id: string; name: string; number: string | null }[] }>(
        'GET',
        `/people?${query}`,
        undefined,
        { signal: gone.signal },
      )
      if (!result.ok) return
      const people = result.data.people.slice(0, SHOWN)
      setFound(people.map(({ id, name, number }) => ({ id, name: number ? `${name} ${number}` : name })))
      setEmpty(people.length === 0)
    }, QUIET)
    return () => {
      clearTimeout(timer)
      gone.abort()
    }
  }, [words])

  return (
    <fieldset>
      <label className="grid gap-1 text-small text-ink-soft">
        {t('form.find')}
        <input
          type="search"
          value={words}
          maxLength={60}
          autoComplete="off"
          className="field h-11 text-ui"
          onChange={(event) => setWords(event.target.value)}
        />
      </label>
      <div className="mt-1" aria-live="polite">
        {isEmpty && <p className="text-ink-faint">{t('form.nobody')}</p>}
        {found.map(({ id, name }, index) => (
          <label key={id} className="flex min-h-10 items-center gap-2">
            <input
              type="radio"
              name="audienceId"
              value={id}
              defaultChecked={index === 0}
              className="size-4 accent-[var(--ember)]"
            />
            {name}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
