'use client'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { SaidLine } from '@/components/people/said-line'
import { useSend } from '@/components/people/use-send.client'

/** Asks once before it withdraws an assignment. */
export function CancelButton({ assignment }: { assignment: string }) {
  const t = useTranslations('assignments')
  const router = useRouter()
  const { isBusy, said, send } = useSend(t as never)
  const [isAsking, setAsking] = useState(false)

  async function cancel() {
    if (isBusy) return
    const result = await send('DELETE', `/assignments/${assignment}`)
    if (result.ok) router.refresh()
  }
  return (
    <div>
      {isAsking ? (
        <p className="flex flex-wrap items-center gap-3">
          {t('cancel.sure')}
          <button type="button" aria-disabled={isBusy} className="button text-danger" onClick={cancel}>
            {t('cancel.yes')}
          </button>
          <button type="button" className="button" onClick={() => setAsking(false)}>
            {t('cancel.no')}
          </button>
        </p>
      ) : (
        <button type="button" className="button" onClick={() => setAsking(true)}>
          {t('cancel.button')}
        </button>
      )}
      <SaidLine said={said} />
    </div>
  )
}
