/** What each role is refused, by page and by API, and that a forged completion changes nothing. */
import { expect, test } from '@playwright/test'
import { signIn } from './sign-in'

test('a trainee is refused HR’s page, the mentors’ page, the audit log and the APIs behind them', async ({
  page,
}) => {
  await signIn(page, 'trainee')
  for (const path of ['/insights', '/mentees', '/audit']) {
    const answer = await page.goto(path)
    expect(answer?.status(), path).toBe(403)
    await expect(page.getByRole('heading', { name: '这一页不对你开放' })).toBeVisible()
  }
  for (const path of ['/insights/people.csv', '/insights/verified-completions', '/mentees']) {
    expect((await page.request.get(`/api/v1${path}`)).status(), path).toBe(403)
  }
})

test('strangers are sent to sign in and come back to where they were going', async ({ page }) => {
  await page.goto('/learn/mnist-mlp')
  await expect(page).toHaveURL(/\/sign-in\?next=/)
  await page.locator('input[type="email"]').fill('trainee@zhucai.example')
  await page.locator('input[type="password"]').fill('not the password')
  await page.locator('form button[type="submit"]').click()
  await expect(page.getByRole('alert').filter({ hasText: /邮箱|密码/ })).toBeVisible()
  await page.locator('input[type="password"]').fill('zhucai-trainee-demo')
  await page.locator('form button[type="submit"]').click()
  await expect(page).toHaveURL(/\/learn\/mnist-mlp$/)
})

test('posting a completion by hand changes nothing', async ({ page }) => {
  await signIn(page, 'hr')
  const state = () => page.request.get('/api/v1/lessons/mnist-mlp/state').then((answer) => answer.json())
  const before = await state()
  const outcomes = await page.evaluate(async () => {
    const learner = crypto.randomUUID()
    const send = (path: string, body: unknown) =>
      fetch(`/api/v1${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }).then((answer) => answer.status)
    const event = { id: crypto.randomUUID(), lesson: 'mnist-mlp', at: new Date().toISOString() }
    return [
      await send('/progress', { learner, events: [{ ...event, type: 'lesson.verified', score: 1 }] }),
      await send('/lessons/mnist-mlp/checks/accuracy/submissions', { verdict: 'verified', score: 1 }),
      await send('/lessons/mnist-mlp/state', { verified: true }),
    ]
  })
  for (const status of outcomes) expect(status).toBeGreaterThanOrEqual(400)
  expect(await state()).toEqual(before)
  expect(before.verified).toBe(false)
})
