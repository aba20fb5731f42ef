import 'server-only'
import { z } from 'zod'
import { MAX_SIZE, type FileFault } from '../people/import/file'
import { applyImport, previewImport } from '../people/import/import.server'
import { refuse, type Refusal } from './errors'
import { refusePeople } from './people-faults.server'
import { defineRoute } from './route.server'

const Text = z.string().min(1).max(MAX_SIZE)
/** A Chinese character is three bytes, or six when it is escaped. */
const MAX_BYTES = 4_000_000
const Digest = z.string().regex(/^[0-9a-f]{64}$/)

/** What is wrong with the file as a whole; `path` is the name by which pages find their words. */
const refuseFile = (fault: FileFault): Refusal => {
  const place = 'line' in fault ? `line ${fault.line}` : 'heading' in fault ? fault.heading : ''
  return refuse('invalid', { issues: [{ path: `file.${fault.fault}`, message: place || fault.fault }] })
}

export const routes = [
  defineRoute({
    method: 'POST',
    path: '/people/import/preview',
    permission: 'people.manage',
    summary: 'What a CSV file of people would change, line by line, and which lines are refused and why.',
    body: z.object({ text: Text }),
    response: z.object({
      digest: Digest,
      create: z.array(
        z.object({
          line: z.int(),
          person: z.object({ name: z.string(), email: z.string(), number: z.string(), role: z.string() }),
          shown: z.record(z.string(), z.string()),
        }),
      ),
      update: z.array(
        z.object({
          line: z.int(),
          id: z.uuid(),
          name: z.string(),
          number: z.string(),
          fields: z.array(z.object({ field: z.string(), from: z.string(), to: z.string() })),
        }),
      ),
      unchanged: z.int(),
      refused: z.array(z.object({ line: z.int(), reason: z.string(), value: z.string() })),
    }),
    limit: { points: 20, seconds: 60 },
    maxBytes: MAX_BYTES,
    deadline: 30,
    async handle({ viewer, body }) {
      const preview = await previewImport(viewer, body.text)
      return 'fault' in preview ? refuseFile(preview) : preview
    },
  }),

  defineRoute({
    method: 'POST',
    path: '/people/import',
    permission: 'people.manage',
    summary:
      'Carry out a previewed file, all of it or nothing; refused when file or organisation changed since.',
    body: z.object({ text: Text, digest: Digest, invite: z.boolean() }),
    response: z.object({
      created: z.int(),
      updated: z.int(),
      links: z.array(z.object({ name: z.string(), email: z.string(), link: z.url() })),
    }),
    limit: { points: 10, seconds: 60 },
    maxBytes: MAX_BYTES,
    deadline: 120,
    async handle({ viewer, body }) {
      const result = await applyImport(viewer, body)
      if ('stale' in result) return refusePeople(result.stale)
      return 'fault' in result ? refuseFile(result) : result
    },
  }),
]
