/** A project from hand-in to decision, and a check that is run again. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { signIn } from './sign-in'

type Entry = { lesson: { id: string; checks: { id: string; kind: string }[] } }

/** The first built lesson that ends with a project, and its check. */
function findProject(): { lesson: string; check: string } {
  const index = JSON.parse(readFileSync(join('dist', 'content', 'index.json'), 'utf8')) as {
    lessons: Entry[]
  }
  for (const { lesson } of index.lessons) {
    const check = lesson.checks.find(({ kind }) => kind === 'review')
    if (check) return { lesson: lesson.id, check: check.id }
  }
  throw new Error(`No lesson with a project among ${readdirSync('dist/content').length} files`)
}

test('a project is handed in, reviewed by digit keys, and its trainee told', async ({ browser, page }) => {
  const { lesson, check } = findProject()
  await signIn(page, 'trainee')
  await page.goto(`/learn/${lesson}`)
  const project = page.locator(`[data-submit="${check}"]`)
  await project.scrollIntoViewIfNeeded()

  // Too short first: nothing is sent, and the field that lacks words has the focus.
  const fields = project.locator('textarea')
  await expect(fields.first()).toBeVisible({ timeout: 30_000 })
  await project.locator('[data-action="hand-in"]').click()
  await expect(fields.first()).toBeFocused()
  for (const field of await fields.all()) {
    await field.fill('把一个小问题问清楚，用分开的数据回答它，并写明结论在什么情况下不成立。'.repeat(12))
  }
  await project.locator('[data-action="hand-in"]').click()
  await expect(project.locator('[data-project="waiting"]')).toBeVisible()

  const mentor = await (await browser.newContext()).newPage()
  await signIn(mentor, 'mentor')
  await mentor.goto('/reviews')
  await mentor
    .getByRole('link', { name: /林知远/ })
    .first()
    .click()
  await mentor.locator('[data-action="claim"]').click()
  await expect(mentor.locator('[data-claim="mine"]')).toBeVisible()
  await mentor.getByRole('button', { name: '评论第 1 行' }).first().click()
  await mentor.keyboard.type('第一行就说明要做什么，很好。')
  // Escape that belongs to an input method is not heard; any other closes the form and loses nothing.
  const writing = mentor.locator('textarea:focus')
  await writing.dispatchEvent('keydown', { key: 'Escape', isComposing: true, bubbles: true })
  await expect(writing).toBeVisible()
  await mentor.keyboard.press('Escape')
  await expect(writing).toHaveCount(0)
  await mentor.reload()
  await mentor.getByRole('button', { name: '评论第 1 行' }).first().click()
  await expect(writing).toHaveValue('第一行就说明要做什么，很好。')
  await mentor.keyboard.press('Control+Enter')
  await expect(mentor.locator('[data-comment]').first()).toContainText('很好')

  const criteria = mentor.locator('[data-criterion]')
  for (let index = 0; index < (await criteria.count()); index++) {
    // The digit beside a level is the points it gives.
    const digits = await criteria.nth(index).locator('kbd').allTextContents()
    await mentor.keyboard.press(digits.at(-1)!.trim())
  }
  await expect(mentor.locator('[data-decision="accepted"]')).toBeVisible()
  await mentor.locator('#summary').fill('问题具体，结论站得住。')
  await mentor.locator('[data-action="decide"]').click()
  await expect(mentor.locator('[data-decided="accepted"]')).toBeVisible()

  await page.reload()
  await project.scrollIntoViewIfNeeded()
  await expect(project.locator('[data-project="accepted"]')).toContainText('结论站得住', { timeout: 30_000 })
  await expect(project).toContainText('很好')
  await expect(project).toHaveAttribute('data-verified', '')
})

test('an administrator sees what running a check again would change, and nothing is written', async ({
  page,
}) => {
  const { lesson, check } = findProject()
  await signIn(page, 'admin')
  await page.goto('/checks')
  await page.getByRole('combobox', { name: /^课程/ }).selectOption(lesson)
  await page.getByRole('combobox', { name: /^检验/ }).selectOption(check)
  await page.locator('[data-action="preview"]').click()
  await expect(page.locator('[data-rerun="ready"]')).toBeAttached({ timeout: 30_000 })
  await expect(page.locator('[data-changes="0"]')).toBeVisible()
  await expect(page.locator('[data-action="confirm"]')).toHaveCount(0)
})

test('only mentors reach the queue, only administrators the checks', async ({ page }) => {
  await signIn(page, 'hr')
  for (const path of ['/reviews', '/checks']) {
    const answer = await page.goto(path)
    expect(answer?.status()).toBe(403)
  }
})
