/** What a page does for whoever reads and works in it: nothing moves, nothing is cut off unasked, each end is told. */
import { expect, test, type Page } from '@playwright/test'
import { cellOf, expectStanding, run, typeInto } from './lesson'
import { signIn } from './sign-in'
import { saveCells, startersOf } from './solutions'

const ID = 'mnist-mlp'
const LESSON = `/learn/${ID}`

/** The lesson with these texts in some of its cells. */
async function open(page: Page, texts: Record<string, string> = {}) {
  await signIn(page, 'mentor')
  await saveCells(page, ID, { ...startersOf(ID), ...texts })
  await page.goto(LESSON)
}

const IDS = Object.keys(startersOf(ID))
test('a link away from a training asks first; leaving is possible, staying loses nothing', async ({
  page,
}) => {
  await open(page)
  await typeInto(page, cellOf(page, 'load'), 'await new Promise(() => {})')
  await run(cellOf(page, 'load'))
  await expectStanding(cellOf(page, 'load'), 'running')
  await expect(cellOf(page, 'load').getByText(/已用 ([4-9]\.?\d*|\d\d) 秒/)).toBeVisible()
  const back = page.locator('.lesson-nav-open').getByRole('link', { name: '回到路径' })
  await back.click()
  const dialog = page.getByRole('dialog', { name: '离开这一页？' })
  await dialog.getByRole('button', { name: '留在这里' }).click()
  await expectStanding(cellOf(page, 'load'), 'running')
  expect(new URL(page.url()).pathname).toBe(LESSON)
  const asked = page.waitForEvent('dialog')
  await page.evaluate(() => void setTimeout(() => location.reload()))
  const question = await asked
  expect(question.type()).toBe('beforeunload')
  await question.dismiss()
  await expectStanding(cellOf(page, 'load'), 'running')
  await back.click()
  await dialog.getByRole('button', { name: '离开', exact: true }).click()
  await page.waitForURL('/learn')
})

test('stopping a waiting cell leaves the running one alone', async ({ page }) => {
  await open(page)
  const [first, second] = IDS.map((id) => cellOf(page, id))
  await typeInto(page, first!, 'await new Promise(() => {})')
  await run(first!)
  await expectStanding(first!, 'running')
  await run(second!)
  await expectStanding(second!, 'queued')
  await second!.getByRole('button', { name: '取消排队' }).click()
  await expectStanding(second!, 'idle')
  await expectStanding(first!, 'running')
  await first!.getByRole('button', { name: '停止' }).click()
  await expectStanding(first!, 'stopped')
})

test('Shift+Enter goes on after success and stays with an error', async ({ page }) => {
  await open(page)
  const [first, second] = IDS.map((id) => cellOf(page, id))
  await typeInto(page, first!, 'nothing.here')
  await page.keyboard.press('Shift+Enter')
  await expectStanding(first!, 'failed')
  await expect(first!.getByRole('alert')).toBeInViewport()
  await expect(second!).not.toBeFocused()
  await typeInto(page, first!, '1 + 1')
  await page.keyboard.press('Shift+Enter')
  await expect(second!).toBeFocused()
})

test('running everything says where it stopped', async ({ page }) => {
  await open(page, { [IDS[1]!]: 'nothing.here' })
  await page.locator('[data-action="run-all"]').click()
  await expectStanding(cellOf(page, IDS[1]!), 'failed')
  const note = page.locator('.notebook-bar').getByText(/停在〈.+〉/)
  await expect(note).toBeVisible()
  await note.getByRole('link').click()
  await expect(cellOf(page, IDS[1]!)).toBeInViewport()
})

test('what appears above the reader does not move the text', async ({ page }) => {
  const long = Array.from({ length: 60 }, (_, line) => `console.log('line ${line}')`).join('\n')
  await open(page, { [IDS[0]!]: long, [IDS[1]!]: long, [IDS[2]!]: `${long}\nnothing.here` })
  const place = cellOf(page, IDS.at(-1)!)
  await place.evaluate((element) => element.scrollIntoView({ block: 'center' }))
  const top = async () => Math.round((await place.boundingBox())!.y)
  const before = await top()
  // A driver's click scrolls to what it clicks; a reader's does not.
  await page.locator('[data-action="run-all"]').dispatchEvent('click')
  await expectStanding(cellOf(page, IDS[2]!), 'failed')
  await expect(cellOf(page, IDS[2]!)).toContainText('line 59')
  await expect.poll(async () => Math.abs((await top()) - before)).toBeLessThanOrEqual(2)
})

test('with storage refused and the server away the page says so, offers the code and asks before it goes', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const refuse = () => {
      throw new DOMException('Refused', 'SecurityError')
    }
    Object.defineProperty(window, 'localStorage', { get: refuse })
    Object.defineProperty(window, 'indexedDB', { value: { open: refuse } })
  })
  await open(page)
  await page.route('**/api/v1/**', (route) => route.abort())
  await typeInto(page, cellOf(page, 'load'), "'only here'")
  const bar = page.locator('.notebook-bar')
  await expect(bar.getByText(/没有保存：浏览器不让存/)).toBeVisible()
  await expect(cellOf(page, 'load').getByText(/没有保存/)).toBeVisible()
  const download = page.waitForEvent('download')
  await bar.getByRole('button', { name: '下载代码' }).click()
  expect((await download).suggestedFilename()).toBe(`${ID}.js`)
  await page.locator('.lesson-nav-open').getByRole('link', { name: '回到路径' }).click()
  await expect(page.getByRole('dialog', { name: '离开这一页？' })).toContainText('可能丢失')
})
