/** HR's work with the figures: filters in the address, a figure's own page, its rows, an export that equals them, a view kept. */
import { readFileSync } from 'node:fs'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { signIn } from './sign-in'

test.beforeEach(async ({ page }) => signIn(page, 'hr'))

/** All at once: a list that is drawn anew meanwhile would give rows without cells. */
const cellsOf = (rows: Locator) =>
  rows.evaluateAll((all) =>
    all.map((row) => [...(row as HTMLTableRowElement).cells].map((cell) => cell.innerText)),
  )

/** Scrolls the list to its end, gathering every row it shows on the way, by personnel number. */
async function everyRow(page: Page): Promise<Map<string, string[]>> {
  const list = page.getByRole('group', { name: /的名单$/ })
  const rows = new Map<string, string[]>()
  for (let still = 0; still < 3;) {
    const before = rows.size
    await expect(page.getByText('正在读取')).toHaveCount(0)
    for (const cells of await cellsOf(list.locator('tbody tr:not([aria-hidden])'))) rows.set(cells[1]!, cells)
    still = rows.size === before ? still + 1 : 0
    await list.evaluate((box) => box.scrollBy(0, 400))
  }
  return rows
}

/** Without quotes inside cells, as names and numbers are. */
const readCsv = (text: string): string[][] =>
  text
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(',').map((cell) => cell.replaceAll('"', '')))

test('filters stand in the address and in words, and a figure keeps them', async ({ page }) => {
  await page.goto('/insights')
  await page.locator('select[name="department"]').selectOption({ label: '研发部' })
  await page.locator('select[name="period"]').selectOption({ label: '最近 30 天' })
  await page.getByRole('button', { name: '按此筛选' }).click()
  await expect(page).toHaveURL(/period=30/)
  await expect(page.getByText('研发部 · 最近 30 天 · 全部阶段')).toBeVisible()
  await page.getByRole('link', { name: '查看名单与导出: 时段内通过核验' }).click()
  await expect(page).toHaveURL(/\/insights\/verified-completions\?.*period=30/)
  await expect(page.getByText('研发部 · 最近 30 天 · 全部阶段')).toBeVisible()
})

test('a figure is its rows, and the export is the rows', async ({ page }) => {
  await page.goto('/insights/verified-completions?period=365')
  const figure = await page.getByRole('region', { name: '时段内通过核验' }).locator('p').first().innerText()
  const rows = await everyRow(page)
  const headings = await page
    .getByRole('group', { name: /的名单$/ })
    .locator('thead th')
    .allInnerTexts()
  const at = headings.indexOf('通过课次')
  const total = [...rows.values()].reduce((sum, cells) => sum + Number(cells[at]), 0)
  expect(Number.parseInt(figure, 10)).toBe(total)

  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '导出 CSV' }).click(),
  ])
  expect(file.suggestedFilename()).toMatch(/^时段内通过核验-\d{4}-\d\d-\d\d\.csv$/)
  const [head, ...lines] = readCsv(readFileSync(await file.path(), 'utf8'))
  expect(head).toEqual(headings)
  expect(lines).toHaveLength(rows.size)
  for (const line of lines) expect(line).toEqual(rows.get(line[1] ?? ''))
  await expect(page.getByText(/^已导出/)).toBeVisible()

  const [book] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '导出 XLSX' }).click(),
  ])
  expect(
    readFileSync(await book.path())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK')
})

test('a department opens the next level, and that the filters of its own', async ({ page }) => {
  await page.goto('/insights/completion')
  await page.getByRole('link', { name: '研发部' }).click()
  await expect(page).toHaveURL(/department=/)
  await page.getByRole('link', { name: '算法部' }).click()
  await expect(page.locator('select[name=department] option:checked')).toContainText('算法部')
  await expect(page.getByText('当前范围')).toContainText('算法部')
})

test('a view is kept under a name, opens with its filters, and can be removed', async ({ page }) => {
  await page.goto('/insights/at-risk?stage=foundations')
  await page.getByText('我的视图').click()
  await page.getByLabel('名称').fill('基础阶段需关注')
  await page.getByRole('button', { name: '保存当前筛选' }).click()
  await expect(page.getByText('已保存“基础阶段需关注”。')).toBeVisible()
  await page.goto('/insights')
  await page.getByText('我的视图').click()
  await page.getByRole('link', { name: '基础阶段需关注' }).click()
  await expect(page).toHaveURL(/\/insights\/at-risk\?stage=foundations$/)
  await page.getByText('我的视图').click()
  await page.getByRole('button', { name: '删除视图“基础阶段需关注”' }).click()
  await expect(page.getByRole('link', { name: '基础阶段需关注' })).toHaveCount(0)
})

test('a condition that makes no sense is named, and the page opens all the same', async ({ page }) => {
  await page.goto('/insights/trend?period=9')
  await expect(page.getByText(/时段/).first()).toBeVisible()
  await expect(page.getByText('链接里有没看懂的条件')).toBeVisible()
})
