import 'server-only'
import { z } from 'zod'
import { db } from '../db/client.server'
import { Cursor } from '../db/keyset'
import { keepCounting } from '../insights/rollup/background.server'
import { changeRole, deactivate, reactivate } from '../people/account.server'
import { changePerson } from '../people/change.server'
import { erasePerson } from '../people/erase.server'
import { exportPerson } from '../people/export.server'
import { PERSON_STATUSES, PeopleFilters } from '../people/filters'
import { inviteAgain, invitePerson, recoverPerson } from '../people/invite.server'
import { listPeople } from '../people/list.server'
import { readPerson } from '../people/person.server'
import { NewPerson, PersonChange, Role } from '../people/shapes'
import { assignTrack, TrackChange } from '../people/tracks.server'
import { refuse } from './errors'
import { refusePeople } from './people-faults.server'
import { routes as imports } from './people-import.server'
import { defineRoute } from './route.server'
import { Day } from '../db/day'

const Done = z.object({ done: z.literal(true) })
const Names = z.object({ zh: z.string(), en: z.string() }).nullable()
const Person = z.object({ person: z.uuid() })
const Delivery = z.discriminatedUnion('how', [
  z.object({ how: z.literal('mail') }),
  z.object({ how: z.literal('link'), link: z.url(), expiresAt: z.iso.datetime() }),
])
const Status = z.enum(PERSON_STATUSES)

const list = defineRoute({
  method: 'GET',
  path: '/people',
  permission: 'people.read',
  summary: 'Everybody with an account, fifty at a time, under the given filters.',
  query: PeopleFilters,
  response: z.object({
    people: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        email: z.string(),
        role: Role,
        status: Status,
        number: z.string().nullable(),
        department: Names,
        cohort: Names,
        mentor: z.string().nullable(),
      }),
    ),
    count: z.int(),
    /** Give it as `cursor` for the page after this one; null on the last. */
    next: Cursor.nullable(),
  }),
  limit: { points: 120, seconds: 60 },
  async handle({ viewer, query }) {
    const { rows, shown, next } = await listPeople(viewer, query)
    return { people: rows, count: shown.count, next }
  },
})

const one = defineRoute({
  method: 'GET',
  path: '/people/{person}',
  permission: 'people.read',
  summary: 'One person’s place in the organisation and verified results; never code.',
  params: Person,
  response: z.object({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    role: Role,
    status: Status,
    place: z
      .object({
        number: z.string(),
        departmentId: z.uuid(),
        cohortId: z.uuid().nullable(),
        mentorId: z.uuid().nullable(),
        track: z.string(),
        joinedOn: Day,
      })
      .nullable(),
    results: z.array(
      z.object({ lesson: z.string(), activeMinutes: z.int(), verifiedAt: z.iso.datetime().nullable() }),
    ),
  }),
  limit: { points: 120, seconds: 60 },
  async handle({ viewer, params }) {
    const found = await readPerson(viewer, params.person)
    if (!found) return refuse('not_found')
    const results = found.results.map(({ verifiedAt, ...result }) => ({
      ...result,
      verifiedAt: verifiedAt?.toISOString() ?? null,
    }))
    return { ...found.person, results }
  },
})

const invite = defineRoute({
  method: 'POST',
  path: '/people',
  permission: 'people.manage',
  summary: 'Invite someone: by mail where there is a mail server, else with a link to hand over.',
  body: NewPerson,
  response: z.object({ id: z.uuid(), delivery: Delivery }),
  status: 201,
  limit: { points: 120, seconds: 60 },
  async handle({ viewer, body }) {
    const result = await invitePerson(viewer, body)
    return 'fault' in result ? refusePeople(result.fault) : result
  },
})

const again = defineRoute({
  method: 'POST',
  path: '/people/{person}/invitation',
  permission: 'people.manage',
  summary: 'Invite someone again who has not come yet; the link before stops working.',
  params: Person,
  body: z.object({}),
  response: z.object({ delivery: Delivery }),
  status: 201,
  limit: { points: 120, seconds: 60 },
  async handle({ viewer, params }) {
    const result = await inviteAgain(viewer, params.person)
    return 'fault' in result ? refusePeople(result.fault) : result
  },
})

const recover = defineRoute({
  method: 'POST',
  path: '/people/{person}/recovery',
  permission: 'people.manage',
  summary:
    'Let someone else set a new password: by mail where there is a mail server, else with a link to hand over.',
  params: Person,
  body: z.object({}),
  response: z.object({ delivery: Delivery }),
  status: 201,
  limit: { points: 60, seconds: 60 },
  async handle({ viewer, params }) {
    const result = await recoverPerson(viewer, params.person)
    return 'fault' in result ? refusePeople(result.fault) : result
  },
})

const change = defineRoute({
  method: 'PATCH',
  path: '/people/{person}',
  permission: 'people.manage',
  summary: 'Change someone’s name, address, number, department, cohort or mentor.',
  params: Person,
  body: PersonChange,
  response: Done,
  limit: { points: 120, seconds: 60 },
  async handle({ viewer, params, body }) {
    const result = await changePerson(viewer, params.person, body)
    return 'fault' in result ? refusePeople(result.fault) : result
  },
})

const track = defineRoute({
  method: 'PUT',
  path: '/people/track',
  permission: 'people.track',
  summary: 'Put people on a track; what is verified stays verified, and they are told.',
  body: TrackChange,
  response: z.object({ changed: z.int() }),
  limit: { points: 60, seconds: 60 },
  async handle({ viewer, body }) {
    const result = await assignTrack(viewer, body)
    if (!('fault' in result)) return result
    return refuse('invalid', { issues: [{ path: 'track', message: 'No such track.' }] })
  },
})

const role = defineRoute({
  method: 'PUT',
  path: '/people/{person}/role',
  permission: 'people.manage',
  summary: 'Give someone else another role; their sessions end.',
  params: Person,
  body: z.object({ role: Role }),
  response: Done,
  limit: { points: 60, seconds: 60 },
  async handle({ viewer, params, body }) {
    const result = await changeRole(viewer, params.person, body.role)
    return 'fault' in result ? refusePeople(result.fault) : result
  },
})

const status = defineRoute({
  method: 'PUT',
  path: '/people/{person}/status',
  permission: 'people.manage',
  summary: 'Close someone else’s account, which ends their sessions, or open it again.',
  params: Person,
  body: z.object({
    status: z.enum(['active', 'inactive']),
    /** Of an account that is opened: whether the old password opens it too, or a new one has to be set. */
    password: z.enum(['new', 'keep']).default('new'),
  }),
  response: Done.extend({ delivery: Delivery.nullish() }),
  limit: { points: 60, seconds: 60 },
  async handle({ viewer, params, body }) {
    const result =
      body.status === 'inactive'
        ? await deactivate(viewer, params.person)
        : await reactivate(viewer, params.person, body.password)
    return 'fault' in result ? refusePeople(result.fault) : result
  },
})

const download = defineRoute({
  method: 'GET',
  path: '/people/{person}/export',
  permission: 'people.manage',
  summary: 'Everything stored about one person, as JSON, from every table.',
  params: Person,
  response: z.string(),
  contentType: 'application/json',
  limit: { points: 20, seconds: 60 },
  deadline: 120,
  async handle({ viewer, params }) {
    const pieces = await exportPerson(viewer, params.person, db())
    if (!pieces) return refuse('not_found')
    const encoder = new TextEncoder()
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { done, value } = await pieces.next()
        if (done) controller.close()
        else controller.enqueue(encoder.encode(value))
      },
      // Closes the database's cursor when the reader goes away.
      cancel: async () => void (await pieces.return(undefined)),
    })
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="person-${params.person}.json"`,
    }
    return new Response(body, { headers })
  },
})

const erase = defineRoute({
  method: 'POST',
  path: '/people/{person}/erasure',
  permission: 'people.manage',
  summary:
    'Erase what is stored about someone else, confirmed by their number (their address where they have none).',
  params: Person,
  body: z.object({ confirmation: z.string().min(1).max(254) }),
  response: Done,
  limit: { points: 20, seconds: 60 },
  deadline: 60,
  async handle({ viewer, params, body }) {
    const result = await erasePerson(viewer, params.person, body.confirmation)
    if ('fault' in result) return refusePeople(result.fault)
    keepCounting()
    return result
  },
})

// Fixed addresses before those that would take their last word for a person.
export const routes = [
  ...imports,
  list,
  invite,
  track,
  one,
  change,
  role,
  status,
  again,
  recover,
  download,
  erase,
]
