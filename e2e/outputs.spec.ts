/** The outputs one can touch, by keyboard: a threshold, a window over a picture, the head of an attention. */
import { expect, type Page, test } from '@playwright/test'
import { cellOf, expectStanding, run } from './lesson'
import { signIn } from './sign-in'

async function openCell(page: Page, lesson: string, ...cells: string[]) {
  await signIn(page, 'trainee')
  await page.goto(`/learn/${lesson}`)
  for (const cell of cells) {
    await run(cellOf(page, cell))
    await expectStanding(cellOf(page, cell), 'done')
  }
  return cellOf(page, cells.at(-1)!)
}

test('the threshold of a ROC curve moves its counts', async ({ page }) => {
  const cell = await openCell(page, 'evaluation', 'load', 'train', 'roc')
  const slider = cell.getByRole('slider', { name: '阈值' })
  await slider.focus()
  await page.keyboard.press('End')
  await expect(cell.getByText('全部判为阴性')).toBeVisible()
  await expect(cell.getByText('真阳性 0')).toBeVisible()
  await page.keyboard.press('Home')
  await expect(cell.getByText('假阴性 0')).toBeVisible()
})

test('the window of a convolution moves by row and column', async ({ page }) => {
  const cell = await openCell(page, 'convolution', 'load')
  const row = cell.getByRole('slider', { name: '行' })
  await row.focus()
  await page.keyboard.press('Home')
  await cell.getByRole('slider', { name: '列' }).focus()
  await page.keyboard.press('Home')
  await expect(cell.getByText('求和 0', { exact: true })).toBeVisible()
})

test('a token is chosen with the arrow keys, and its weights are written out', async ({ page }) => {
  const cell = await openCell(page, 'attention', 'weigh')
  await cell.getByRole('radio', { name: '了' }).focus()
  await page.keyboard.press('ArrowUp')
  await expect(cell.getByText('“累”把注意力分给：')).toBeVisible()
})
