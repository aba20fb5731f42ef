'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { callApi, type Method } from '@/lib/api/client'

type Props = {
  method: Method
  /** Below /api/v1. */
  path: string
  body: unknown
  /** What the button says, what it says meanwhile, and what is said when it did not work. */
  words: { label: string; busy: string; failed: string }
  describedBy?: string
  isLoud?: boolean
}

/** Changes one thing and shows the page as it is afterwards. */
export function ChangeButton({ method, path, body, words, describedBy, isLoud }: Props) {
  const router = useRouter()
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle')

  async function change() {
    setState('busy')
    const done = await callApi(method, path, body)
    if (!done.ok) return setState('failed')
    router.refresh()
    setState('idle')
  }

  return (
    <>
      <button
        type="button"
        onClick={change}
        disabled={state === 'busy'}
        aria-describedby={describedBy}
        className={isLoud ? 'button button-loud' : 'button'}
      >
        {state === 'busy' ? words.busy : words.label}
      </button>
      <output className="text-small text-danger">{state === 'failed' && words.failed}</output>
    </>
  )
}
