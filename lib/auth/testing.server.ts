import 'server-only'
import { db } from '../db/client.server'
import { accounts, users } from '../db/schema'
import { uuidv7 } from '../db/uuid'
import { hashPassword, passwordAccount } from './passwords.server'
import { can, type Permission, type Role, type Viewer } from './permissions'

/** A base address and a secret, for tests that need the whole site. */
export function prepareSite(origin = 'http://127.0.0.1:3000'): void {
  process.env['BETTER_AUTH_URL'] = origin
  process.env['BETTER_AUTH_SECRET'] = 'a secret for tests that nobody else uses'
}

/** A viewer without a session, for tests of queries; refuses what the policy would refuse. */
export function viewerOf<P extends Permission>(
  user: { id: string; role: Role; name?: string; email?: string; locale?: 'zh' | 'en' | null },
  permission: P,
): Viewer<P> {
  if (!can(user.role, permission)) throw new Error(`${user.role} does not have ${permission}`)
  return {
    id: user.id,
    name: user.name ?? '测试者',
    email: user.email ?? `${user.id}@example.com`,
    role: user.role,
    locale: user.locale ?? 'zh',
  } as Viewer<P>
}

export type TestUser = { id: string; name: string; email: string; role: Role; password: string; locale: null }

let stored: Promise<string> | undefined
const PASSWORD = 'correct horse battery'

/** Inserts someone who can sign in. */
export async function addUser(
  role: Role,
  fields: Partial<typeof users.$inferInsert> = {},
): Promise<TestUser> {
  stored ??= hashPassword(PASSWORD)
  const id = fields.id ?? uuidv7()
  const user = { name: '林晓', email: `${id}@example.com`, role, ...fields, id }
  await db().insert(users).values(user)
  await db()
    .insert(accounts)
    .values(passwordAccount(id, await stored))
  return { id, name: user.name, email: user.email, role: user.role, password: PASSWORD, locale: null }
}
