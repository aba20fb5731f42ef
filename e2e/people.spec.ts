/** An administrator invites someone who then sets a password; HR assigns, and the trainee sees what is due. */
import { expect, test } from '@playwright/test'
import { signIn } from './sign-in'

/** Made anew for each run, so that the journey can be taken again on the same data. */
const mark = Date.now().toString(36)
const NAME = `新同事${mark}`
const EMAIL = `new.${mark}@zhucai.example`
const NUMBER = `E2E-${mark}`
const PASSWORD = 'a sentence that nobody forgets'

test('someone is invited, sets a password, signs in, and is let out when the account is closed', async ({
  browser,
  page,
}) => {
  await signIn(page, 'admin')
  await page.goto('/people')
  await page.getByRole('link', { name: '邀请', exact: true }).click()
  // The list has a field of the same name.
  await page.waitForURL(/\/people\/invite$/)
  await page.getByLabel('姓名').fill(NAME)
  await page.getByLabel('邮箱').fill(EMAIL)
  await page.getByLabel('工号').fill(NUMBER)
  await page.getByRole('button', { name: '邀请', exact: true }).click()
  await expect(page.getByRole('alert').filter({ hasText: '请选择部门' })).toBeVisible()
  await page.getByLabel('部门').selectOption({ label: '数据部' })
  await page.getByRole('button', { name: '邀请', exact: true }).click()
  const link = await page.locator('[data-invitation]').innerText()

  const newcomer = await (await browser.newContext({ locale: 'zh-CN' })).newPage()
  await newcomer.goto(new URL(link).pathname)
  await expect(newcomer.getByText(NAME)).toBeVisible()
  await newcomer.locator('input[name="password"]').fill('short')
  await newcomer.getByRole('button', { name: '设好密码，开始学习' }).click()
  await expect(newcomer.getByText('密码太短')).toBeVisible()
  for (const name of ['password', 'again']) await newcomer.locator(`input[name="${name}"]`).fill(PASSWORD)
  await newcomer.getByRole('button', { name: '设好密码，开始学习' }).click()
  await newcomer.waitForURL((url) => !url.pathname.startsWith('/invitation'))
  await newcomer.goto('/inbox')
  await expect(newcomer.getByText('欢迎来到铸才')).toBeVisible()
  await newcomer.goto(new URL(link).pathname)
  await expect(newcomer.getByRole('heading', { name: '这个邀请链接不能用了' })).toBeVisible()

  await page.getByRole('link', { name: '查看这个人' }).click()
  await expect(page.getByRole('heading', { name: NAME })).toBeVisible()
  await page.getByRole('button', { name: '停用账号' }).click()
  await expect(page.getByText('账号已停用。')).toBeVisible()
  await newcomer.goto('/inbox')
  await expect(newcomer).toHaveURL(/\/sign-in/)

  await page.getByText('抹除个人数据').click()
  await page.getByRole('textbox', { name: /确认抹除/ }).fill(NUMBER)
  await page.getByRole('button', { name: '永久抹除' }).click()
  await page.waitForURL(/\/people$/)
  await page.goto(`/people?q=${encodeURIComponent(NAME)}`)
  await expect(page.getByText('没有符合条件的人。')).toBeVisible()
})

test('a file shows what it would change before anything changes', async ({ page }) => {
  await signIn(page, 'admin')
  await page.goto('/people/import')
  const lines = [
    '姓名*,电子邮箱,暗号,所属部门,手机,入职日期,',
    `甲${mark},a.${mark}@zhucai.example,F1-${mark},研发部/算法部,139,2026/11/1,`,
    `乙${mark},不是邮箱,F2-${mark},数据部,139,2026年11月1日,`,
  ]
  const file = { name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) }
  await page.locator('input[type="file"]').setInputFiles(file)
  await expect(page.getByText('还缺：工号。')).toBeVisible()
  await page.getByLabel('把“暗号”读作').selectOption('number')
  await expect(page.getByText('不导入：手机。')).toBeVisible()
  await expect(page.getByRole('cell', { name: '2026-11-01' })).toBeVisible()
  await expect(page.getByText('新建 1 人，更新 0 人，0 人没有变化，1 行不会导入。')).toBeVisible()
  await expect(page.getByRole('cell', { name: '邮箱格式不对' })).toBeVisible()
  await page.goto(`/people?q=${mark}`)
  await expect(page.getByText('没有符合条件的人。')).toBeVisible()
})

test('HR assigns a lesson to a trainee, who is told and sees it due', async ({ browser, page }) => {
  await signIn(page, 'hr')
  await page.goto('/people?q=林知远')
  await page.getByRole('link', { name: '林知远' }).first().click()
  await expect(
    page.getByText('这里只有进度和结果，没有代码。').or(page.getByText('还没有打开过课程。')),
  ).toBeVisible()
  await expect(page.getByRole('button', { name: '停用账号' })).toHaveCount(0)
  await page.getByRole('link', { name: '布置任务' }).click()
  const title = await page
    .locator('select[name="subject"] optgroup')
    .last()
    .locator('option')
    .last()
    .innerText()
  await page.locator('select[name="subject"]').selectOption({ label: title })
  await expect(page.getByLabel(/林知远/)).toBeChecked()
  const dueOn = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10)
  await page.getByLabel('期限', { exact: true }).fill(dueOn)
  await page.getByRole('button', { name: '布置' }).click()
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()

  const trainee = await (await browser.newContext({ locale: 'zh-CN' })).newPage()
  await signIn(trainee, 'trainee')
  const due = await trainee.evaluate(() =>
    fetch('/api/v1/me/due').then((answer) => answer.json() as Promise<{ due: { dueOn: string }[] }>),
  )
  expect(due.due.map((one) => one.dueOn)).toContain(dueOn)
  await expect
    .poll(async () => {
      await trainee.goto('/inbox')
      return trainee.getByText(`给你布置了“${title}”`).count()
    })
    .toBeGreaterThan(0)

  await page.getByRole('button', { name: '给林知远延期或免做' }).click()
  await page.getByLabel('怎样处理').selectOption('waiver')
  await page.getByLabel('原因').fill('已有经验')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByText('免做 · 已有经验')).toBeVisible()
})
