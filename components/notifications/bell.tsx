import { Bell as BellIcon } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import type { Viewer } from '@/lib/auth/permissions'
import { countUnread } from '@/lib/notifications/inbox.server'

/** The way to the inbox, with how much in it is unread. */
export async function Bell({ viewer }: { viewer: Viewer }) {
  const [t, unread] = await Promise.all([getTranslations('notifications'), countUnread(viewer)])
  return (
    <Link href="/inbox" prefetch={false} className="icon-button relative" aria-label={t('bell', { unread })}>
      <BellIcon size={18} aria-hidden />
      {unread > 0 && (
        <span
          aria-hidden="true"
          className="absolute top-0.5 right-0 min-w-4 rounded-full bg-ember px-1 text-center text-[0.6875rem] leading-4 text-on-ember tabular-nums"
        >
          {unread > 99 ? '99+' : unread}
        </span>
      )}
    </Link>
  )
}
