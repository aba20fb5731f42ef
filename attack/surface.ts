/** What there is to attack: the routes as the site itself describes them, and who may call them as the document says. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type JsonSchema as Schema, sample } from '../lib/api/shapes.testing'
import { ROLES, type Role } from '../lib/auth/permissions'
import { API, type Caller, jsonOf } from './caller'

export type { Schema }
type Parameter = { name: string; in: 'path' | 'query'; schema: Schema }
type Operation = {
  parameters?: Parameter[]
  requestBody?: { content: { 'application/json': { schema: Schema } } }
}

export type Route = {
  method: string
  /** Below /api/v1. */
  path: string
  parameters: Parameter[]
  body: Schema | undefined
}

export async function routesOf(caller: Caller): Promise<Route[]> {
  const answer = await caller.get(`${API}/openapi.json`)
  const { paths = {} } = jsonOf<{ paths?: Record<string, Record<string, Operation>> }>(answer)
  const found = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Route => ({
      method: method.toUpperCase(),
      path,
      parameters: operation.parameters ?? [],
      body: operation.requestBody?.content['application/json'].schema,
    })),
  )
  if (found.length === 0) throw new Error(`The site does not describe its routes: ${answer.status}`)
  return found
}

/** The route's address with parts that fit and lead to nothing, or to what `known` says. */
export function addressOf(route: Route, known: Record<string, string> = {}): string {
  return route.path.replaceAll(/\{(\w+)\}/g, (_, key: string) => {
    const schema = route.parameters.find(({ name, in: place }) => name === key && place === 'path')?.schema
    return encodeURIComponent(known[key] ?? FORMS[key] ?? String(schema ? sample(schema) : 'nothing'))
  })
}

export const sampleOf = (route: Route): unknown => (route.body ? sample(route.body) : undefined)

export type Row = { name: string; roles: readonly Role[] | 'public' }

/** `docs/permissions.md`, read back: what people were promised. */
export function permissionTable(): { pages: Row[]; api: Row[] } {
  const text = readFileSync(join(import.meta.dirname, '../docs/permissions.md'), 'utf8')
  const rowsOf = (title: string): Row[] => {
    const [, rest = ''] = text.split(`## ${title}`)
    return rest
      .split('\n## ')[0]!
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) => {
        const [name = '', permission = '', ...marks] = line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim())
        const roles = ROLES.filter((_, index) => marks[index] === '✓')
        return { name: name.replaceAll('`', ''), roles: permission === 'public' ? 'public' : roles }
      })
  }
  return { pages: rowsOf('Pages'), api: rowsOf('API') }
}

/** A page's address: what varies leads to nothing, or to what `known` says. */
export const pageOf = (name: string, known: Record<string, string> = {}): string =>
  name.replaceAll(/\[(\w+)\]/g, (_, key: string) => known[key] ?? NOWHERE[key] ?? 'nothing')

/** What a sample of a pattern would miss. */
const FORMS: Record<string, string> = { code: 'A'.repeat(22) }

const NOBODY = '019a0000-0000-7000-8000-00000000dead'
/** Parts of addresses that exist where it can be said, so that the page itself is reached and not its refusal. */
const NOWHERE: Record<string, string> = {
  person: NOBODY,
  submission: NOBODY,
  assignment: NOBODY,
  lesson: 'mnist-mlp',
  figure: 'verified-completions',
  stage: 'foundations',
  ...FORMS,
}
