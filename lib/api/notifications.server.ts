import 'server-only'
import { z } from 'zod'
import { db } from '../db/client.server'
import { Cursor } from '../db/keyset'
import { countUnread, markRead, readInbox } from '../notifications/inbox.server'
import { wordNotification } from '../notifications/words.server'
import { refuse } from './errors'
import { defineRoute } from './route.server'

const Marked = z.object({ marked: z.int() })

export const routes = [
  defineRoute({
    method: 'GET',
    path: '/me/notifications',
    permission: 'account.manage',
    summary: 'One’s own notifications, newest first, worded in one’s own language.',
    query: z.object({ cursor: Cursor.optional() }),
    response: z.object({
      unread: z.int(),
      notifications: z.array(
        z.object({
          id: z.uuid(),
          at: z.iso.datetime(),
          isRead: z.boolean(),
          text: z.string(),
          href: z.string(),
        }),
      ),
      /** Give it as `cursor` for the page after this one; null on the last. */
      next: Cursor.nullable(),
    }),
    limit: { points: 120, seconds: 60 },
    async handle({ viewer, query }) {
      const [unread, { rows, next }] = await Promise.all([
        countUnread(viewer),
        readInbox(viewer, query.cursor),
      ])
      return {
        unread,
        notifications: rows.map(({ id, at, readAt, told, about }) => ({
          id,
          at: at.toISOString(),
          isRead: readAt !== null,
          ...wordNotification(told, about, viewer.locale),
        })),
        next,
      }
    },
  }),

  defineRoute({
    method: 'PUT',
    path: '/me/notifications/read',
    permission: 'account.manage',
    summary: 'Mark one of one’s own notifications, or all of them, as read.',
    body: z.object({ id: z.uuid().optional() }),
    response: Marked,
    limit: { points: 120, seconds: 60 },
    async handle({ viewer, body }) {
      const marked = await markRead(db(), viewer, body.id)
      return body.id !== undefined && marked === 0 ? refuse('not_found') : { marked }
    },
  }),
]
