/** A word of a lesson leads to the glossary, the glossary is searched in either language, an erratum leads to its proof. */
import { expect, test } from '@playwright/test'
import { signIn } from './sign-in'

test('from a lesson to the glossary, and from an erratum to the cell that proves it', async ({ page }) => {
  await signIn(page, 'trainee')
  await page.goto('/learn/evaluation')
  const term = page.locator('.lesson-term a[href="/glossary#recall"]').first()
  await term.focus()
  await expect(page.getByRole('tooltip').filter({ hasText: '真是阳性的里面' }).first()).toBeVisible()
  await term.click()
  await expect(page).toHaveURL(/\/glossary#recall$/)
  await expect(page.locator('#recall')).toContainText('recall')

  await page.getByRole('searchbox').fill('harmonic mean')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/q=harmonic/)
  await expect(page.locator('dl > div')).toHaveCount(1)
  await expect(page.locator('#f1')).toContainText('F1')

  await page.goto('/sources')
  const wrong = page.locator('dl', { hasText: '在训练数据上评估' })
  await wrong.getByRole('link').click()
  await expect(page).toHaveURL(/\/learn\/evaluation#cell-proof-train-test$/)
  await expect(page.locator('[data-cell-frame="proof-train-test"]')).toBeVisible()
})

test('a diagram is drawn for the page it is on, and can be read as a list', async ({ page }) => {
  await signIn(page, 'trainee')
  await page.goto('/learn/attention')
  const diagram = page.locator('#diagram-block')
  await expect(diagram.locator('.diagram-wide')).toBeVisible()
  await expect(diagram.locator('.diagram-phone')).toBeHidden()
  await page.setViewportSize({ width: 390, height: 800 })
  await expect(diagram.locator('.diagram-phone')).toBeVisible()
  await expect(diagram.locator('.diagram-wide')).toBeHidden()
  await diagram.locator('summary').click()
  await expect(diagram.getByRole('listitem').filter({ hasText: '多头注意力' }).first()).toBeVisible()
})
