import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { InboxList } from '@/components/notifications/inbox-list.client'
import { ClientWords } from '@/components/people/client-words'
import { PageLinks } from '@/components/ui/page-links'
import { requirePermission } from '@/lib/auth/viewer.server'
import { Cursor } from '@/lib/db/keyset'
import { countUnread, readInbox } from '@/lib/notifications/inbox.server'
import { wordNotification } from '@/lib/notifications/words.server'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('notifications'))('title') }
}

type Search = Record<string, string | string[] | undefined>

export default async function InboxPage({ searchParams }: { searchParams: Promise<Search> }) {
  const viewer = await requirePermission('account.manage')
  const search = await searchParams
  const [t, unread, { rows, ...pages }] = await Promise.all([
    getTranslations('notifications'),
    countUnread(viewer),
    readInbox(viewer, Cursor.safeParse(search['cursor']).data),
  ])
  const items = rows.map(({ id, at, readAt, told, about }) => ({
    id,
    at: at.toISOString(),
    isRead: readAt !== null,
    ...wordNotification(told, about, viewer.locale),
  }))
  return (
    <div className="mx-auto max-w-[48rem] px-4 py-10 sm:px-6">
      <h1 className="font-body text-3xl">{t('title')}</h1>
      {items.length === 0 ? (
        <p className="mt-4 text-ink-faint">{t('empty')}</p>
      ) : (
        <>
          <p className="mt-2 text-ink-soft">{t('lead', { unread })}</p>
          <ClientWords of="notifications">
            <InboxList items={items} unread={unread} />
          </ClientWords>
        </>
      )}
      <PageLinks {...pages} href={(cursor) => `/inbox?${new URLSearchParams({ cursor })}`} />
    </div>
  )
}
