'use client'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { callApi } from '@/lib/api/client'
import type { StageId } from '@/lib/curriculum/ids'

/** Draws the questions; the page then shows them. */
export function Begin({ stage }: { stage: StageId }) {
  const t = useTranslations('placement')
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState('')
  const begin = async () => {
    setBusy(true)
    setFailure('')
    const answer = await callApi('POST', '/placements', { stage })
    if (answer.ok) return router.refresh()
    setBusy(false)
    if (answer.status === 0) setFailure(t('failed.offline'))
    else setFailure(answer.status === 401 ? t('failed.signed-out') : answer.message)
  }
  return (
    <>
      <button
        type="button"
        className="button button-loud"
        data-action="begin"
        disabled={busy}
        onClick={() => void begin()}
      >
        {busy ? t('beginning') : t('begin')}
      </button>
      <div aria-live="polite">{failure && <p className="mt-3 rounded bg-danger-wash p-4">{failure}</p>}</div>
    </>
  )
}
