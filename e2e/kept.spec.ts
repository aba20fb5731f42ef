/** What a person wrote is never lost: two windows, an old draft, a cell that the author took away. */
import { expect, test, type Page } from '@playwright/test'
import { cellOf, expectStanding, savedSource, typeInto } from './lesson'
import { signIn } from './sign-in'
import { saveCells, startersOf } from './solutions'

const ID = 'mnist-mlp'
const LESSON = `/learn/${ID}`

const versions = (page: Page, cell: string): Promise<string[]> =>
  page.evaluate(async (path) => {
    const { revisions } = await fetch(path).then((answer) => answer.json())
    return revisions.map((revision: { source: string }) => revision.source)
  }, `/api/v1/lessons/${ID}/cells/${cell}/history`)

test.beforeEach(async ({ page }) => {
  await signIn(page, 'mentor')
  await saveCells(page, ID, startersOf(ID))
  await page.goto(LESSON)
})

test('the text that gives way to another window’s is a version, and can be compared and restored', async ({
  page,
  context,
}) => {
  const other = await context.newPage()
  // This window hears of the other's text only when it saves its own.
  await page.route('**/cells', (route) => route.abort())
  await other.goto(LESSON)
  const [mine, theirs] = [`'mine ${Date.now()}'`, `'theirs ${Date.now()}'`]
  await typeInto(other, cellOf(other, 'load'), theirs)
  await expect.poll(() => savedSource(other, ID, 'load')).toBe(theirs)
  const cell = cellOf(page, 'load')
  await page.bringToFront()
  await typeInto(page, cell, mine)
  await expect(cell.getByText('与另一个窗口不同，等你选择')).toBeVisible()
  await cell.getByText('看两份的差别').click()
  await expect(cell.locator('[data-diff="added"]')).toContainText('mine')
  await expect(cell.locator('[data-diff="removed"]')).toContainText('theirs')
  await cell.getByRole('button', { name: '换成另一个窗口的' }).click()
  await expect.poll(() => versions(other, 'load')).toContain(mine)
  expect(await savedSource(other, ID, 'load')).toBe(theirs)
  await page.reload()
  await cell.getByLabel('更多操作').click()
  await page.getByRole('button', { name: '历史版本' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { expanded: false }).nth(1).click()
  await expect(dialog.locator('[data-diff="removed"]')).toContainText('mine')
  await dialog.getByRole('button', { name: '恢复这一版' }).nth(1).click()
  await expect(cell).toContainText(mine)
})

test('a draft of an older text becomes a version when the window is opened again', async ({
  page,
  context,
}) => {
  const draft = `'draft ${Date.now()}'`
  await page.route('**/cells/load', (route) => route.abort())
  await typeInto(page, cellOf(page, 'load'), draft)
  await expect(cellOf(page, 'load').getByText(/离线，\d+ 项待发送/)).toBeVisible()
  const other = await context.newPage()
  await other.goto(LESSON)
  const newer = `'newer ${Date.now()}'`
  await typeInto(other, cellOf(other, 'load'), newer)
  await expect.poll(() => savedSource(other, ID, 'load')).toBe(newer)
  await page.close()
  await other.goto(LESSON)
  await expect(cellOf(other, 'load')).toContainText(newer)
  await expect.poll(() => versions(other, 'load')).toContain(draft)
  expect(await savedSource(other, ID, 'load')).toBe(newer)
})

test('a window that is looked at again shows what another has saved', async ({ page, context }) => {
  const other = await context.newPage()
  await other.goto(LESSON)
  const newer = `'newer ${Date.now()}'`
  await typeInto(other, cellOf(other, 'load'), newer)
  await expect.poll(() => savedSource(other, ID, 'load')).toBe(newer)
  await expect
    .poll(async () => {
      await page.evaluate(() => dispatchEvent(new Event('focus')))
      return cellOf(page, 'load').textContent()
    })
    .toContain(newer)
})

test('code of a cell that a new version no longer has is shown, and goes into a cell of one’s own', async ({
  page,
}) => {
  const answer = await page.evaluate(
    async (path) =>
      (
        await fetch(path, {
          method: 'PUT',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ source: '40 + 2', base: 0, version: 1 }),
        })
      ).status,
    `/api/v1/lessons/${ID}/cells/renamed-away`,
  )
  expect([200, 409]).toContain(answer)
  await page.reload()
  const orphans = page.locator('[data-orphans]')
  await orphans.locator('summary').click()
  const orphan = orphans.locator('[data-orphan="renamed-away"]')
  await expect(orphan).toContainText('40 + 2')
  const download = page.waitForEvent('download')
  await orphan.getByRole('button', { name: '下载' }).click()
  expect((await download).suggestedFilename()).toBe(`${ID}-renamed-away.js`)
  await orphan.getByRole('button', { name: '放进新的草稿单元' }).click()
  const own = page.locator('[data-cell-frame^="scratch-"]')
  await own.locator('[data-action="run"]').click()
  await expectStanding(own, 'done')
  await expect(own.locator('[data-output="value"]')).toHaveText('42')
})

test('results and own cells are there after a reload, marked as of last time; the server’s word stays', async ({
  page,
}) => {
  const cell = cellOf(page, 'load')
  await typeInto(page, cell, "console.log('seen before'); 6 * 7")
  await page.keyboard.press('Alt+Enter')
  await expectStanding(cell, 'done')
  const own = page.locator('[data-cell-frame^="scratch-"]')
  await typeInto(page, own, "'my own'")
  await expect
    .poll(async () => {
      await page.reload()
      await expect(cell).toContainText('seen before')
      return own.count()
    })
    .toBe(1)
  await expect(own).toContainText("'my own'")
  await expectStanding(cell, 'past')
  await expect(cell.getByText('结果来自上次')).toBeVisible()
  await expect(cell.locator('[data-output="value"]')).toHaveText('42')
  await own.getByLabel('更多操作').click()
  await page.getByRole('button', { name: '删除草稿单元' }).click()
  await expect(own).toHaveCount(0)
})

test('answers of a quiz that were not sent yet are there after a reload', async ({ page }) => {
  await page.goto('/learn/what-is-a-large-model')
  const option = page.locator('[data-question] input[type="radio"]').first()
  await option.check()
  await page.reload()
  await expect(option).toBeChecked()
})
