'use client'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { useNotebook } from '@/lib/notebook/use-notebook.client'

/** The moment in which the last thing of a lesson is verified: said once, and the summary is fetched. */
export function CompletionWatch() {
  const t = useTranslations('notebook.done')
  const router = useRouter()
  const verified = useNotebook((state) => state.verified)
  const [atFirst] = useState(verified)
  const fresh = verified && !atFirst
  useEffect(() => {
    if (fresh) router.refresh()
  }, [fresh, router])
  return <output className="sr-only">{fresh && t('announced')}</output>
}
