import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import type { Viewer } from '@/lib/auth/permissions'
import { countTrouble } from '@/lib/jobs/list.server'

/** Tells administrators on every page that work in the background fails; nobody else, and nothing where all is well. */
export async function JobNotice({ viewer }: { viewer: Viewer }) {
  const { givenUp, failing } = await countTrouble(viewer)
  if (givenUp === 0 && failing === 0) return null
  const t = await getTranslations('jobs.notice')
  return (
    <p className="bg-caution-wash px-4 py-1 text-center text-small text-caution">
      {[
        ...(givenUp > 0 ? [t('givenUp', { count: givenUp })] : []),
        ...(failing > 0 ? [t('failing', { count: failing })] : []),
      ].join(' · ')}
      {' · '}
      <Link href="/jobs" prefetch={false} className="link">
        {t('look')}
      </Link>
    </p>
  )
}
