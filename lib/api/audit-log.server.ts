import 'server-only'
import { z } from 'zod'
import { auditCsv } from '../audit/csv.server'
import { AuditFilters } from '../audit/filters'
import { day } from '../insights/dates'
import { defineRoute } from './route.server'

export const routes = [
  defineRoute({
    method: 'GET',
    path: '/audit.csv',
    permission: 'audit.read',
    summary: 'The audit log under the given filters, newest first, as CSV for spreadsheets.',
    query: AuditFilters,
    response: z.string(),
    contentType: 'text/csv',
    limit: { points: 20, seconds: 60 },
    deadline: 60,
    async handle({ viewer, query }) {
      const pieces = auditCsv(viewer, query)
      // The first piece comes now: what fails here is still answered as an error.
      const head = [await pieces.next()]
      const encoder = new TextEncoder()
      const body = new ReadableStream<Uint8Array>({
        async pull(controller) {
          const { done, value } = head.shift() ?? (await pieces.next())
          if (done) controller.close()
          else controller.enqueue(encoder.encode(value))
        },
        cancel: async () => void (await pieces.return(undefined)),
      })
      const headers = {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="audit-${day(new Date())}.csv"`,
      }
      return new Response(body, { headers })
    },
  }),
]
