/** A trainee fails and passes a challenge and a quiz of the first lesson that has both, and sits a placement test. */
import { readFileSync } from 'node:fs'
import { expect, type Locator, test } from '@playwright/test'
import type { Question } from '../lib/checks/quiz'
import { CompiledSecrets, ContentIndex } from '../lib/content/compiled'
import { cellOf } from './lesson'
import { signIn } from './sign-in'
import { saveCells, solutionsOf, startersOf } from './solutions'

const read = (name: string) => JSON.parse(readFileSync(`dist/content/${name}`, 'utf8')) as unknown
const { lesson } = ContentIndex.parse(read('index.json')).lessons.find(({ lesson: { stage, checks } }) => {
  const kinds = checks.map((check) => check.kind)
  return stage === 'foundations' && kinds.includes('code') && kinds.includes('quiz')
})!
const code = lesson.checks.find((check) => check.kind === 'code')!
const quiz = lesson.checks.find((check) => check.kind === 'quiz')!
const { questions } = CompiledSecrets.parse(read(`secrets/${lesson.id}.json`)).quizzes[quiz.id]!

const sources = { ...startersOf(lesson.id), ...solutionsOf(lesson.id) }
const definition = new RegExp(`(function|const|let)\\s+${code.function}\\b`)
const defining = Object.keys(sources).find((cell) => definition.test(sources[cell]!))!
const wrong = {
  ...Object.fromEntries(Object.keys(sources).map((cell) => [cell, 'null'])),
  [defining]: `function ${code.function}() {\n  return 0\n}`,
}

/** Answers as the author would, with the keyboard where the form is more than a field. */
async function answer(form: Locator, question: Question): Promise<void> {
  const field = form.locator(`[data-question="${question.id}"]`)
  switch (question.type) {
    case 'single':
    case 'multiple':
      for (const { id, key } of question.parts)
        if ([question.right].flat().includes(id)) await field.locator(`input[value="${key}"]`).check()
      return
    case 'numeric':
      await field.getByRole('textbox').fill(String(question.right))
      return
    case 'order': {
      const shown = question.parts.map((part) => part.id)
      for (const [place, id] of question.right.entries()) {
        for (let at = shown.indexOf(id); at > place; at--) {
          await field.locator(`[data-place="${at}"] [data-move="up"]`).press('ArrowUp')
          shown.splice(at - 1, 0, ...shown.splice(at, 1))
        }
      }
    }
  }
}

test('a challenge is failed with reasons, then passed', async ({ page }) => {
  await signIn(page, 'trainee')
  await saveCells(page, lesson.id, wrong)
  await page.goto(`/learn/${lesson.id}`)
  const submit = page.locator(`[data-submit="${code.id}"]`)
  await submit.locator('[data-action="submit"]').click()
  await expect(submit).toHaveAttribute('data-verdict', 'refused', { timeout: 90_000 })
  await expect(submit.locator('.submit-cases li[data-right="false"]').first()).toContainText('不对')

  await saveCells(page, lesson.id, sources)
  await page.reload()
  await expect(cellOf(page, defining)).toContainText(code.function)
  await submit.locator('[data-action="submit"]').click()
  await expect(submit).toHaveAttribute('data-verdict', 'verified', { timeout: 90_000 })
  await expect(submit.getByText(/提交记录/)).toBeVisible()
})

test('a quiz says what is wrong and why, and is passed by right answers', async ({ page }) => {
  await signIn(page, 'trainee')
  await page.goto(`/learn/${lesson.id}`)
  const submit = page.locator(`[data-submit="${quiz.id}"]`)
  const send = submit.locator('[data-action="submit"]')

  // Nothing is sent before everything has an answer.
  await send.click()
  await expect(submit.getByRole('alert')).toContainText('还没有作答')

  for (const question of questions) await answer(submit, question)
  const first = submit.locator(`[data-question="${questions[0]!.id}"]`)
  const [asked] = questions
  if (asked!.type === 'numeric') await first.getByRole('textbox').fill('-98765')
  else if (asked!.type === 'order') await first.locator('[data-place="0"] [data-move="down"]').click()
  else {
    const other = asked!.parts.find((part) => ![asked!.right].flat().includes(part.id))!
    await first.locator(`input[value="${other.key}"]`).check()
  }
  await send.click()
  await expect(submit).toHaveAttribute('data-verdict', 'refused')
  await expect(first.locator('.quiz-said')).toContainText('不对')
  await expect(first.locator('.quiz-said')).not.toContainText('正确答案')

  // A changed answer takes the old word away.
  if (asked!.type === 'multiple')
    for (const box of await first.getByRole('checkbox').all()) await box.uncheck()
  if (asked!.type === 'order') await first.locator('[data-place="1"] [data-move="up"]').click()
  else await answer(submit, asked!)
  await expect(first.locator('.quiz-said')).toHaveCount(0)
  await send.click()
  await expect(submit).toHaveAttribute('data-verdict', 'verified')
  await expect(submit.locator('.quiz-said')).toHaveCount(questions.length)
})

test('a placement test is drawn, handed in once, and shows what it proved', async ({ page }) => {
  await signIn(page, 'trainee')
  await page.goto('/placement/foundations')
  await page.locator('[data-action="begin"]').click()
  await expect(page.locator('.quiz-question').first()).toBeVisible()
  const drawn = await page.locator('.quiz-question').count()
  expect(drawn).toBeGreaterThan(2)

  // The same questions are there after a reload.
  const titles = await page.locator('.quiz-question legend').allInnerTexts()
  await page.reload()
  expect(await page.locator('.quiz-question legend').allInnerTexts()).toEqual(titles)

  await page.locator('[data-action="hand-in"]').click()
  await page.locator('[data-action="sure"]').click()
  await expect(page.locator('[data-results]')).toContainText('核验通过了')
  await page.reload()
  await expect(page.locator('[data-action="begin"]')).toHaveCount(0)
})
