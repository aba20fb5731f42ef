'use client'
import { useFormatter, useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import type { MouseEvent } from 'react'
import { SaidLine } from '@/components/people/said-line'
import { useSend } from '@/components/people/use-send.client'

export type InboxItem = { id: string; at: string; isRead: boolean; text: string; href: string }

/** Notifications; opening one marks it, and one button marks them all. */
export function InboxList({ items, unread }: { items: InboxItem[]; unread: number }) {
  const t = useTranslations('notifications')
  const format = useFormatter()
  const router = useRouter()
  const { isBusy, said, send } = useSend(t as never)

  async function open(event: MouseEvent, { id, isRead, href }: InboxItem) {
    if (isRead || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    await send('PUT', '/me/notifications/read', { id })
    router.push(href)
    router.refresh()
  }
  async function markAll() {
    if (isBusy) return
    const result = await send('PUT', '/me/notifications/read', {})
    if (result.ok) router.refresh()
  }
  return (
    <>
      {unread > 0 && (
        <button type="button" aria-disabled={isBusy} className="button mt-4" onClick={markAll}>
          {t(isBusy ? 'marking' : 'markAll')}
        </button>
      )}
      <SaidLine said={said} />
      <ul className="border-t border-rule">
        {items.map((item) => (
          <li key={item.id} className="border-b border-rule">
            <a
              href={item.href}
              className="grid gap-x-4 py-3 hover:text-ember sm:grid-cols-[1fr_auto]"
              onClick={(event) => open(event, item)}
            >
              <span className={item.isRead ? 'text-ink-soft' : 'font-medium'}>
                {!item.isRead && (
                  <span className="mr-2 text-small font-normal text-ember">{t('unread')}</span>
                )}
                {item.text}
              </span>
              <span className="text-small text-ink-faint tabular-nums">
                {format.dateTime(new Date(item.at), { dateStyle: 'medium', timeStyle: 'short' })}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}
