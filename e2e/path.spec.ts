/** A trainee's way: the map, why a lesson is not open, another track, an aim and what closes it, a certificate shown. */
import { expect, type Page, test } from '@playwright/test'
import { signIn } from './sign-in'

/** Opens a page and leaves the account as it was found. */
async function chosen(page: Page): Promise<{ track: string; aim: string | null; next: string | null }> {
  return page.request.get('/api/v1/me/path').then((answer) => answer.json())
}

async function put(page: Page, path: string, body: unknown): Promise<void> {
  const status = await page.evaluate(
    async ([to, text]) =>
      (
        await fetch(`/api/v1${to}`, {
          method: 'PUT',
          headers: { 'content-type': 'application/json' },
          body: text,
        })
      ).status,
    [path, JSON.stringify(body)] as const,
  )
  expect(status).toBe(200)
}

test('the home page offers the next lesson and draws the path as a map', async ({ page }) => {
  await signIn(page, 'trainee')
  const { next } = await chosen(page)
  const map = page.getByRole('list', { name: /^路径图/ })
  await expect(map.getByRole('heading', { level: 3 })).toHaveCount(5)
  const stop = map.locator(`[data-lesson="${next}"]`)
  await expect(stop).toContainText('下一步')
  await expect(page.getByRole('link', { name: /^(开始|继续)$/ })).toBeVisible()
  await stop.getByRole('link').click()
  await expect(page).toHaveURL(new RegExp(`/learn/${next}$`))
})

test('a lesson that is not open tells why, and can be read all the same', async ({ page }) => {
  // Whoever has opened a lesson has begun it; nobody opens lessons as this account.
  await signIn(page, 'hr')
  await page.goto('/learn')
  const closed = page.locator('[data-standing="locked"]').first()
  const id = await closed.getAttribute('data-lesson')
  await closed.getByRole('button').first().click()
  const card = page.getByRole('dialog', { name: '这一课还没有开放' })
  await expect(card).toBeVisible()
  await expect(card.getByRole('listitem').first()).not.toBeEmpty()
  await page.keyboard.press('Escape')
  await expect(card).toBeHidden()
  await closed.getByRole('button').first().click()
  await card.getByRole('link', { name: '仍然打开看看' }).click()
  await expect(page).toHaveURL(new RegExp(`/learn/${id}$`))
})

test('another track changes what is required and nothing that is verified', async ({ page }) => {
  await signIn(page, 'trainee')
  const before = await chosen(page)
  const other = before.track === 'founder' ? 'data-scientist' : 'founder'
  await page.getByRole('link', { name: '换一条轨道' }).click()
  const entry = page.locator(`li#${other}`)
  await entry.getByRole('button', { name: '走这条轨道' }).click()
  await expect(entry.getByText('你正在走这条轨道')).toBeVisible()
  expect((await chosen(page)).track).toBe(other)
  await page.goto('/learn')
  const name = other === 'founder' ? '创业者' : '数据科学家'
  await expect(page.getByText(`走“${name}”轨道`)).toBeVisible()
  await put(page, '/me/track', { track: before.track })
})

test('an aim says how far it is and which lessons close the distance', async ({ page }) => {
  await signIn(page, 'trainee')
  const before = await chosen(page)
  await page.goto('/careers')
  await page.getByRole('link', { name: /^数据分析师/ }).click()
  await expect(page.getByRole('heading', { name: '离“数据分析师”还差什么' })).toBeVisible()
  if (before.aim !== 'data/analyst') await page.getByRole('button', { name: '以此为目标' }).click()
  await expect(page.getByRole('button', { name: '不再以此为目标' })).toBeVisible()
  expect((await chosen(page)).aim).toBe('data/analyst')
  const lessons = page.locator('[data-closing] a')
  expect(await lessons.count()).toBeGreaterThan(0)
  await page.goto('/learn')
  await expect(page.getByRole('link', { name: '目标：数据分析师' })).toBeVisible()
  await put(page, '/me/aim', { aim: before.aim })
})

test('a certificate opens without signing in, and HR revokes one with a reason', async ({
  browser,
  page,
}) => {
  await signIn(page, 'hr')
  await page.goto('/certificates?state=valid')
  const row = page.getByRole('row').nth(1)
  const link = row.getByRole('link').first()
  const href = (await link.getAttribute('href')) ?? ''
  const name = await link.innerText()

  const stranger = await (await browser.newContext()).newPage()
  await stranger.goto(href)
  await expect(stranger.getByRole('heading', { level: 1, name })).toBeVisible()
  await expect(stranger.locator('[data-state="valid"]')).toBeVisible()
  const pdf = await stranger.request.get(`/api/v1${href}/pdf`)
  expect(pdf.headers()['content-type']).toBe('application/pdf')
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-')

  await row.getByRole('button', { name: /^撤销/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '确认撤销' }).click()
  await expect(dialog.getByRole('alert')).toHaveText('请写明原因，至少四个字。')
  await dialog.getByRole('textbox').fill('演练：撤销后再核对公开页')
  await dialog.getByRole('button', { name: '确认撤销' }).click()
  await expect(dialog).toBeHidden()
  await stranger.reload()
  await expect(stranger.locator('[data-state="revoked"]')).toBeVisible()
  await expect(stranger.getByText('演练')).toHaveCount(0)
})
