import 'server-only'
import { z } from 'zod'
import type { Viewer } from '../auth/permissions'
import { FIELDS, type Imported, type Progress } from '../people/import/planned'
import { COLUMNS } from '../people/import/columns'
import type { FileFault } from '../people/import/file'
import { applyImport, previewImport, type Given, type Refused } from '../people/import/import.server'
import { MAX_SIZE } from '../people/import/limits'
import { ORDERS } from '../text/date'
import { refuse, Refusal } from './errors'
import { refusePeople } from './people-faults.server'
import { defineRoute } from './route.server'

/** A Chinese character is three bytes; what has to be escaped is rare. */
const MAX_BYTES = 3 * MAX_SIZE + 1_000_000
const Digest = z.string().regex(/^[0-9a-f]{64}$/)

const File = z.object({
  text: z.string().min(1).max(MAX_SIZE),
  choices: z
    .record(z.string().min(1).max(120), z.enum([...COLUMNS, 'ignored']))
    .refine((choices) => Object.keys(choices).length <= 200)
    .default({}),
  options: z
    .strictObject({
      dateOrder: z.enum(ORDERS).optional(),
      oddDates: z.boolean().default(false),
      departments: z.boolean().default(false),
      roles: z.boolean().default(false),
      leavers: z.boolean().default(false),
      absent: z.boolean().default(false),
    })
    .prefault({}),
})

/** What is wrong with the file as a whole; `path` is the name by which pages find their words. */
const refuseFile = (fault: FileFault): Refusal => {
  const place = 'line' in fault ? `line ${fault.line}` : fault.fault
  return refuse('invalid', { issues: [{ path: `file.${fault.fault}`, message: place }] })
}

const someone = { id: z.uuid(), name: z.string(), number: z.string() }
const line = z.int()
const Role = z.string()
const Preview = z.object({
  digest: Digest,
  columns: z.array(z.object({ heading: z.string(), column: z.enum(COLUMNS).optional(), sample: z.string() })),
  missing: z.array(z.enum(COLUMNS)),
  create: z.array(
    z.object({
      line,
      person: z.object({ name: z.string(), email: z.string(), number: z.string(), role: Role }),
      shown: z.record(z.enum(FIELDS), z.string()),
    }),
  ),
  update: z.array(
    z.object({
      line,
      ...someone,
      fields: z.array(z.object({ field: z.enum(FIELDS), from: z.string(), to: z.string() })),
    }),
  ),
  roles: z.array(z.object({ line, ...someone, from: Role, to: Role })),
  leave: z.array(z.object({ line: line.nullable(), ...someone, role: Role })),
  departments: z.array(z.object({ way: z.string() })),
  questions: z.object({
    dateOrder: z.object({ lines: z.int(), example: z.string(), orders: z.array(z.enum(ORDERS)) }).nullable(),
    oddDates: z.object({ lines: z.int(), example: z.string() }).nullable(),
    absentUnknown: z.boolean(),
  }),
  unchanged: z.int(),
  refused: z.array(z.object({ line, reason: z.string(), value: z.string() })),
})

/**
 * The import as it goes on: a line of JSON for each step, and what came of it at the end. What can be refused is refused
 * before the first of them. Whoever leaves cancels, and nothing of it stays.
 */
async function inSteps(
  viewer: Viewer<'people.manage'>,
  body: Given & { digest: string; invite: boolean },
  signal: AbortSignal,
): Promise<Response | Refusal> {
  const leaving = new AbortController()
  const waiting: Progress[] = []
  let wake = () => {}
  const changed = () => new Promise<void>((resolve) => (wake = resolve))
  let ended: Imported | Refused | undefined
  let next = changed()
  const work = applyImport(viewer, body, {
    signal: AbortSignal.any([signal, leaving.signal]),
    onProgress(progress) {
      // Only the latest counts: who reads slowly is not told of every step.
      waiting[0] = progress
      wake()
    },
  }).then((result) => (ended = result))
  await Promise.race([next, work])
  if (ended && !('created' in ended)) return refusalOf(ended)

  const encoder = new TextEncoder()
  const write = (value: object) => encoder.encode(`${JSON.stringify(value)}\n`)
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (waiting.length === 0 && !ended) await Promise.race([next, work])
      next = changed()
      const progress = waiting.pop()
      if (progress) return controller.enqueue(write({ progress }))
      if (!ended) return
      controller.enqueue(write('created' in ended ? { imported: ended } : { cancelled: true }))
      controller.close()
    },
    cancel: () => leaving.abort(),
  })
  return new Response(stream, {
    headers: { 'content-type': 'application/x-ndjson; charset=utf-8', 'x-accel-buffering': 'no' },
  })
}

function refusalOf(result: Exclude<Refused, Imported>): Refusal {
  if ('stale' in result) return refusePeople(result.stale)
  return 'cancelled' in result ? refuse('unavailable', { retryAfter: 5 }) : refuseFile(result)
}

export const routes = [
  defineRoute({
    method: 'POST',
    path: '/people/import/preview',
    permission: 'people.manage',
    summary:
      'What a CSV file of people would change, line by line: which columns and lines are left out, and what is to be asked.',
    body: File,
    response: Preview,
    limit: { points: 60, seconds: 60 },
    maxBytes: MAX_BYTES,
    deadline: 60,
    async handle({ viewer, body }) {
      const preview = await previewImport(viewer, body)
      return 'fault' in preview ? refuseFile(preview) : preview
    },
  }),

  defineRoute({
    method: 'POST',
    path: '/people/import',
    permission: 'people.manage',
    summary:
      'Carry out a previewed file, all of it or nothing, with a line of JSON for each step; refused when file or organisation changed since.',
    body: File.extend({ digest: Digest, invite: z.boolean() }),
    response: z.string(),
    contentType: 'application/x-ndjson',
    limit: { points: 10, seconds: 60 },
    maxBytes: MAX_BYTES,
    deadline: 900,
    handle: ({ viewer, body, signal }) => inSteps(viewer, body, signal),
  }),
]
