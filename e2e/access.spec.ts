/** The doors of an installation: its first administrator, a lost password, and the way out of the demonstration. */
import { execFileSync } from 'node:child_process'
import { expect, test, type Page } from '@playwright/test'
import { readMail, startMailServer } from '../lib/mail/server.testing'
import { accountOf } from './sign-in'
import { type Site, startSite } from './server'
import { OWN_PORTS as PORTS } from './sites'

const PASSWORD = 'a sentence that nobody forgets'
const ANOTHER = 'another one that is as long'

async function setPassword(page: Page, password: string, button: string): Promise<void> {
  for (const name of ['password', 'again']) await page.locator(`input[name="${name}"]`).fill(password)
  await page.getByRole('button', { name: button }).click()
}
async function enter(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/sign-in')
  await page.locator('input[type="email"]').fill(email)
  await page.locator('input[type="password"]').fill(password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

test.describe('an empty installation', () => {
  let site: Site
  test.beforeAll(async () => {
    site = await startSite(PORTS.empty, { DEMO: '0' })
  })
  test.afterAll(() => site.stop())

  test('the link of its start makes an administrator, who invites, and helps with a lost password', async ({
    browser,
  }) => {
    const visit = async () => (await browser.newContext({ locale: 'zh-CN', baseURL: site.url })).newPage()
    const admin = await visit()
    await admin.goto('/sign-in')
    await expect(admin.getByText('这里还没有管理员')).toBeVisible()
    const link = /http\S+\/setup\/\S+/.exec(site.log())![0]
    await admin.goto(link)
    await admin.locator('input[name="name"]').fill('第一位管理员')
    await admin.locator('input[name="email"]').fill('boss@company.cn')
    await setPassword(admin, 'short', '创建并登录')
    await expect(admin.getByText('密码太短')).toBeVisible()
    await setPassword(admin, PASSWORD, '创建并登录')
    await admin.waitForURL((url) => !url.pathname.startsWith('/setup'))
    await admin.goto(link)
    await expect(admin.getByRole('heading', { name: '这个链接不能用了' })).toBeVisible()

    await admin.goto('/people/invite')
    await admin.getByRole('link', { name: '先建一个部门' }).click()
    await admin.waitForURL(/\/departments$/)
    await admin.getByRole('button', { name: '新建部门' }).click()
    await admin.getByLabel('中文名').fill('研发部')
    await admin.getByLabel('英文名').fill('Research')
    await admin.getByRole('button', { name: '保存' }).click()
    await expect(admin.getByText('研发部').first()).toBeVisible()
    await admin.goto('/people/invite')
    await admin.getByLabel('姓名').fill('\u200B')
    await admin.getByLabel('邮箱').fill('first@company.cn')
    await admin.getByLabel('工号').fill('A1')
    await admin.getByLabel('部门').selectOption({ label: '研发部' })
    await admin.getByRole('button', { name: '邀请', exact: true }).click()
    await expect(admin.getByText('看得见的字')).toBeVisible()
    await admin.getByLabel('姓名').fill('第一个学员')
    await admin.getByRole('button', { name: '邀请', exact: true }).click()
    await expect(admin.getByText('没有配置邮件服务器')).toBeVisible()
    const invitation = await admin.locator('[data-invitation]').innerText()

    const trainee = await visit()
    await trainee.goto(invitation)
    await setPassword(trainee, PASSWORD, '设好密码，开始学习')
    await trainee.waitForURL((url) => !url.pathname.startsWith('/invitation'))

    // Some weeks later.
    const forgetful = await visit()
    await forgetful.goto('/sign-in')
    await forgetful.getByRole('link', { name: '忘记密码？' }).click()
    await expect(forgetful.getByText('这里没有配置邮件服务器')).toBeVisible()
    await admin.getByRole('link', { name: '查看这个人' }).click()
    await admin.getByRole('button', { name: '让对方重设密码' }).click()
    const recovery = await admin.locator('[data-invitation]').innerText()
    await forgetful.goto(recovery)
    await setPassword(forgetful, ANOTHER, '保存并登录')
    await forgetful.waitForURL((url) => !url.pathname.startsWith('/recovery'))
    await forgetful.goto('/inbox')
    await expect(forgetful.getByText('设了新密码')).toBeVisible()
    // The other device has been signed out.
    await trainee.goto('/inbox')
    await expect(trainee).toHaveURL(/\/sign-in/)

    await admin.reload()
    await admin.getByRole('button', { name: '停用账号' }).click()
    await expect(admin.getByText('账号已停用。')).toBeVisible()
    await admin.getByRole('button', { name: '恢复账号', exact: true }).click()
    await expect(admin.locator('[data-invitation]')).toBeVisible()
    await enter(trainee, 'first@company.cn', ANOTHER)
    await expect(trainee.getByRole('alert').filter({ hasText: '邮箱或密码' })).toBeVisible()
  })
})

test.describe('a demonstration', () => {
  let site: Site
  let mail: Awaited<ReturnType<typeof startMailServer>>
  test.beforeAll(async () => {
    mail = await startMailServer()
    site = await startSite(PORTS.leaving, { SMTP_URL: mail.url, BETTER_AUTH_URL: '' })
  })
  test.afterAll(async () => {
    await site.stop()
    await mail.close()
  })

  test('a lost password is replaced by mail, and the demonstration is left by a real administrator', async ({
    browser,
  }) => {
    const visit = async () => (await browser.newContext({ locale: 'zh-CN', baseURL: site.url })).newPage()
    const page = await visit()
    const { email } = accountOf('trainee')
    await page.goto('/recovery')
    await page.locator('input[name="email"]').fill(email)
    await page.getByRole('button', { name: '发送链接' }).click()
    await expect(page.getByText(`如果 ${email} 有账号`)).toBeVisible()
    const linkOf = () => {
      const found = mail.received.find(
        ({ to, raw }) => to.includes(email) && /recovery/.test(readMail(raw).text),
      )
      return found && /http\S+\/recovery\/\S+/.exec(readMail(found.raw).text)?.[0]
    }
    await expect.poll(linkOf).toBeTruthy()
    await page.goto(linkOf()!)
    await setPassword(page, ANOTHER, '保存并登录')
    await page.waitForURL((url) => !url.pathname.startsWith('/recovery'))

    const visitor = await visit()
    const { email: demo, password } = accountOf('admin')
    await enter(visitor, demo, password)
    await visitor.getByRole('link', { name: '结束演示' }).click()
    await expect(visitor.getByText('还没有真实的管理员')).toBeVisible()

    const said = execFileSync(
      process.execPath,
      [
        '--conditions=react-server',
        '--import',
        'tsx',
        'scripts/admin.ts',
        'invite',
        'boss@company.cn',
        '真老板',
      ],
      { env: { ...process.env, ZHUCAI_DATA: site.data, PORT: String(PORTS.leaving) }, encoding: 'utf8' },
    )
    const boss = await visit()
    await boss.goto(/http\S+\/recovery\/\S+/.exec(said)![0])
    await setPassword(boss, PASSWORD, '保存并登录')
    await boss.waitForURL((url) => !url.pathname.startsWith('/recovery'))
    await boss.goto('/demonstration')
    await expect(boss.getByText('真老板').first()).toBeVisible()
    await boss.getByRole('button', { name: '移除演示内容' }).click()
    await expect(boss.getByText('请输入 remove 确认，全部小写。')).toBeVisible()
    await boss.getByRole('textbox').fill('remove')
    await boss.getByRole('button', { name: '移除演示内容' }).click()
    await boss.waitForURL(/\/people$/)
    await expect(boss.getByText('共 1 人')).toBeVisible()
    await boss.goto('/departments')
    await expect(boss.getByText('还没有部门')).toBeVisible()

    await visitor.goto('/people')
    await expect(visitor).toHaveURL(/\/sign-in/)
    await expect(visitor.getByText('演示账号')).toHaveCount(0)
    await enter(visitor, demo, password)
    await expect(visitor.getByRole('alert').filter({ hasText: '邮箱或密码' })).toBeVisible()
  })
})
