'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { callApi } from '@/lib/api/client'

type Props = {
  /** Below /api/v1. */
  path: string
  body: Record<string, string>
  /** `title` says which, to whoever hears the button without its row. */
  words: Record<'open' | 'title' | 'failed', string>
}

/** Has work tried again at once. */
export function RepeatButton({ path, body, words }: Props) {
  const router = useRouter()
  const [problem, setProblem] = useState('')
  const [busy, setBusy] = useState(false)

  async function repeat() {
    setBusy(true)
    setProblem('')
    const done = await callApi('POST', path, body)
    setBusy(false)
    // Somebody else was first, or it has just been tried: what the page shows is old.
    if (!done.ok && done.status !== 409) return setProblem(done.message || words.failed)
    router.refresh()
  }

  return (
    <>
      <button
        type="button"
        className="link min-h-10"
        aria-label={words.title}
        disabled={busy}
        onClick={() => void repeat()}
      >
        {words.open}
      </button>
      {problem !== '' && (
        <span role="alert" className="text-small text-danger">
          {problem}
        </span>
      )}
    </>
  )
}
