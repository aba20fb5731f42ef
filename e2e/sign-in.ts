import type { Page } from '@playwright/test'
import { DEMO_ACCOUNTS } from '../lib/demo/accounts'
import type { Role } from '../lib/auth/permissions'

export function accountOf(role: Role) {
  const account = DEMO_ACCOUNTS.find((one) => one.as === role)
  if (account === undefined) throw new Error(`No demonstration account is a ${role}`)
  return account
}

/** Signs in by the form, as that person would, and ends on the role's first page. */
export async function signIn(page: Page, role: Role): Promise<void> {
  const { email, password } = accountOf(role)
  await page.goto('/sign-in')
  await page.locator('input[type="email"]').fill(email)
  await page.locator('input[type="password"]').fill(password)
  await page.locator('form button[type="submit"]').click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}
