/** Every page there is, asked for by every role and by nobody: shown, refused, or sent to sign in, as the policy says. */
import { expect, test } from '@playwright/test'
import { ROLES } from '../lib/auth/permissions'
import { findPages, rolesOf } from '../scripts/pages'
import { accountOf } from './sign-in'

const pages = findPages()
/** An address that leads to nothing: whether one may look is decided before anything is looked up. */
const addressOf = (address: string) =>
  address.replaceAll(/\[[^\]]+\]/g, '019a0000-0000-7000-8000-00000000dead')

for (const role of [...ROLES, null]) {
  test(`pages as ${role ?? 'nobody'}`, async ({ context, baseURL }) => {
    if (role) {
      const { email, password } = accountOf(role)
      const data = { email, password }
      const headers = { origin: baseURL ?? '' }
      expect((await context.request.post('/api/v1/session', { data, headers })).status()).toBe(200)
    }
    const outcomes: Record<string, string> = {}
    const expected: Record<string, string> = {}
    for (const page of pages) {
      const roles = rolesOf(page)
      const answer = await context.request.get(addressOf(page.address), { maxRedirects: 0 })
      const location = answer.headers()['location'] ?? ''
      const text = answer.status() === 200 ? await answer.text() : ''
      // A page that had begun to stream can send on only by a word inside it.
      const isSentAway = location.includes('/sign-in') || text.includes('NEXT_REDIRECT')
      outcomes[page.address] =
        answer.status() === 403 ? 'refused' : isSentAway && roles !== 'public' ? 'sign in' : 'open'
      expected[page.address] =
        roles === 'public' || (role && roles.includes(role)) ? 'open' : role ? 'refused' : 'sign in'
    }
    expect(outcomes).toEqual(expected)
  })
}
