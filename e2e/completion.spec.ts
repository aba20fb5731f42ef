/** The spine: a trainee edits, trains, submits and is verified; HR's figure rises by one; the mentor sees the work. */
import { expect, type Page, test } from '@playwright/test'
import { cellOf, expectStanding, run, savedSource, typeInto } from './lesson'
import { signIn } from './sign-in'
import { solutionsOf } from './solutions'

const LESSON = 'mnist-mlp'
const solutions = solutionsOf(LESSON)

async function verifiedFigure(hr: Page): Promise<number> {
  await hr.goto('/insights')
  const text = await hr.getByRole('region', { name: '时段内通过核验' }).locator('p').first().innerText()
  return Number.parseInt(text.replaceAll(/\D/g, ''), 10)
}

test('a trained model is verified, and HR and the mentor see it', async ({ browser, page }) => {
  const hr = await (await browser.newContext()).newPage()
  await signIn(hr, 'hr')
  const before = await verifiedFigure(hr)

  await signIn(page, 'trainee')
  await page.goto(`/learn/${LESSON}`)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('手写数字')

  // The starter of a cell runs, and its check says what is missing.
  await run(cellOf(page, 'load'))
  await expectStanding(cellOf(page, 'load'), 'done')
  await run(cellOf(page, 'prepare'))
  await expect(cellOf(page, 'prepare').getByText('还不对', { exact: true })).toBeVisible()

  for (const [cell, source] of Object.entries(solutions)) {
    await typeInto(page, cellOf(page, cell), source)
    await expect.poll(() => savedSource(page, LESSON, cell)).toBe(source)
  }
  await page.reload()
  await expect(cellOf(page, 'train')).toContainText('validationSplit')

  const submit = page.locator('[data-submit="accuracy"]')
  await submit.locator('[data-action="submit"]').click()
  await expectStanding(cellOf(page, 'train'), 'running', 90_000)
  await expect(cellOf(page, 'train')).toContainText('步/秒')
  await expect(page).toHaveTitle(/运行中|%/)
  await expect(submit).toHaveAttribute('data-verdict', 'verified', { timeout: 170_000 })
  await expect(submit).toContainText('已核验')

  await page.goto('/learn')
  await expect(page.locator(`[data-lesson="${LESSON}"]`)).toContainText(/已核验 9[78]\./)

  expect(await verifiedFigure(hr)).toBe(before + 1)
  await hr.goto('/insights?q=林知远')
  const table = await hr.getByRole('row', { name: /林知远/ }).innerText()
  const csv = await hr.evaluate(() =>
    fetch('/api/v1/insights/people.csv?q=%E6%9E%97%E7%9F%A5%E8%BF%9C').then((answer) => answer.text()),
  )
  const [, line = ''] = csv.trim().split(/\r?\n/)
  for (const value of line.split(',').filter((cell) => cell !== '')) {
    expect(table).toContain(value.replaceAll('"', ''))
  }

  const mentor = await (await browser.newContext()).newPage()
  await signIn(mentor, 'mentor')
  await mentor.getByRole('link', { name: '林知远' }).first().click()
  await mentor
    .getByRole('link', { name: /手写数字/ })
    .first()
    .click()
  await expect(mentor.getByText('validationSplit').first()).toBeVisible()
  await expect(mentor.locator('svg').first()).toBeVisible()
  await expect(mentor.locator('[data-action="run"]')).toHaveCount(0)
})
