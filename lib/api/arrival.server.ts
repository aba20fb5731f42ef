import 'server-only'
import { signIn } from '../auth/sign-in.server'
import { db } from '../db/client.server'
import { audit } from './audit.server'

/** Done, and signed in with the password just set; where that is not possible the sign-in page takes over. */
export async function arriveWith(
  { id, email }: { id: string; email: string },
  password: string,
  headers: Headers,
): Promise<Response> {
  const response = Response.json({ done: true })
  const result = await signIn(email, password, headers)
  if (result.outcome !== 'signed-in') return response
  await audit(db(), { id }, 'session.started', `user ${id}`)
  for (const cookie of result.cookies) response.headers.append('set-cookie', cookie)
  return response
}
