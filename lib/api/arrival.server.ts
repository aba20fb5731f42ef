import 'server-only'
import { signIn } from '../auth/sign-in.server'

/** Done, and signed in with the password just set; where that is not possible the sign-in page takes over. */
export async function arriveWith(
  { email }: { email: string },
  password: string,
  headers: Headers,
): Promise<Response> {
  const response = Response.json({ done: true })
  const result = await signIn(email, password, headers)
  if (result.outcome !== 'signed-in') return response
  for (const cookie of result.cookies) response.headers.append('set-cookie', cookie)
  return response
}
