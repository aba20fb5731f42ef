/** A trainee fails and passes a challenge and a quiz of the first lesson that has both, and sits a placement test. */
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { expect, type Locator, type Page, test } from '@playwright/test'
import type { Answer, PublicQuestion } from '../lib/checks/quiz'
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
const kept = CompiledSecrets.parse(read(`secrets/${lesson.id}.json`)).quizzes[quiz.id]!.questions

const sources = { ...startersOf(lesson.id), ...solutionsOf(lesson.id) }
const definition = new RegExp(`(function|const|let)\\s+${code.function}\\b`)
const defining = Object.keys(sources).find((cell) => definition.test(sources[cell]!))!
const wrong = {
  ...Object.fromEntries(Object.keys(sources).map((cell) => [cell, 'null'])),
  [defining]: `function ${code.function}() {\n  return 0\n}`,
}

/** What is right of a question as it was issued: its variant is known by its words. */
function solve(asked: PublicQuestion): Answer {
  // The store of papers keeps no order of keys.
  const variant = kept.find(({ id, ask }) => id === asked.id && isDeepStrictEqual(ask.zh, asked.ask))!
  if (variant.type === 'numeric') return variant.right
  const keys = variant.right.flatMap((id) => {
    const text = variant.parts.find((part) => part.id === id)!.text.zh
    return asked.parts.filter((part) => isDeepStrictEqual(part.text, text)).map(({ key }) => key)
  })
  return variant.type === 'single' ? keys[0]! : keys
}

/** The questions that the page gets while `act` is done. */
async function paperDuring(page: Page, act: () => Promise<unknown>): Promise<PublicQuestion[]> {
  const [response] = await Promise.all([
    page.waitForResponse((one) => one.url().endsWith(`/checks/${quiz.id}/papers`)),
    act(),
  ])
  return ((await response.json()) as { questions: PublicQuestion[] }).questions
}

/** Answers as the author would, with the keyboard where the form is more than a field. */
async function answer(form: Locator, question: PublicQuestion, right = solve(question)): Promise<void> {
  const field = form.locator(`[data-question="${question.id}"]`)
  switch (question.type) {
    case 'single':
    case 'multiple':
      for (const key of [right].flat()) await field.locator(`input[value="${key}"]`).check()
      return
    case 'numeric':
      await field.getByRole('textbox').fill(String(right))
      return
    case 'order': {
      const shown = question.parts.map((part) => part.key)
      for (const [place, key] of (right as string[]).entries()) {
        for (let at = shown.indexOf(key); at > place; at--) {
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

test('a quiz hints at what is wrong, and is passed by right answers to other questions', async ({ page }) => {
  await signIn(page, 'trainee')
  const asked = await paperDuring(page, () => page.goto(`/learn/${lesson.id}`))
  const submit = page.locator(`[data-submit="${quiz.id}"]`)
  const send = submit.locator('[data-action="submit"]')
  const paper = submit.locator('form')
  const before = await paper.getAttribute('data-paper')

  // Nothing is sent before everything has an answer.
  await send.click()
  await expect(submit.getByRole('alert')).toContainText('还没有作答')

  for (const question of asked) await answer(submit, question)
  const [wrong] = asked
  const first = submit.locator(`[data-question="${wrong!.id}"]`)
  if (wrong!.type === 'numeric') await first.getByRole('textbox').fill('-98765')
  else if (wrong!.type === 'order') await first.locator('[data-place="0"] [data-move="down"]').click()
  else {
    const other = wrong!.parts.find(({ key }) => ![solve(wrong!)].flat().includes(key))!
    await first.locator(`input[value="${other.key}"]`).check()
  }
  await send.click()
  await expect(submit).toHaveAttribute('data-verdict', 'refused')
  await expect(first.locator('.quiz-said')).toContainText('不对')
  await expect(first.locator('.quiz-said')).not.toContainText('正确答案')
  await expect(submit.locator('[data-left]')).toHaveAttribute('data-left', '4')

  // Going on sends nothing: it brings other questions, all unanswered.
  const next = await paperDuring(page, () => submit.locator('[data-action="again"]').click())
  await expect(paper).not.toHaveAttribute('data-paper', before!)
  await expect(submit.locator('.quiz-said')).toHaveCount(0)
  await expect(submit.locator('input:checked')).toHaveCount(0)
  for (const question of next) await answer(submit, question)
  await send.click()
  await expect(submit).toHaveAttribute('data-verdict', 'verified')
  await expect(submit.locator('.quiz-said')).toHaveCount(next.length)

  // That was the last of the lesson: its summary comes, and is there for whoever comes back.
  const summary = page.locator('#lesson-complete')
  await expect(summary.getByRole('heading', { name: '这一课完成' })).toBeVisible()
  await expect(page.locator('[data-proved]')).toHaveAttribute('data-proved', 'all')
  await page.reload()
  await expect(summary.getByRole('link', { name: /下一课/ })).toBeVisible()
})

test('a placement test is drawn, handed in once, and shows what it proved', async ({ page }) => {
  await signIn(page, 'trainee')
  await page.goto('/placement/foundations')
  await page.locator('[data-action="begin"]').click()
  await expect(page.locator('.quiz-question').first()).toBeVisible()
  const drawn = await page.locator('.quiz-question').count()
  expect(drawn).toBeGreaterThan(2)

  // The same questions are there after a reload, and what was written with them.
  const titles = await page.locator('.quiz-question legend').allInnerTexts()
  const number = page.locator('.quiz-numeric input').first()
  if (await number.isVisible()) await number.fill('2,000')
  await page.reload()
  if (await number.isVisible()) {
    await expect(number).toHaveValue('2,000')
    await page.locator('[data-reading="2000"]').click()
    await expect(number).toHaveValue('2000')
  }
  expect(await page.locator('.quiz-question legend').allInnerTexts()).toEqual(titles)

  await page.locator('[data-action="hand-in"]').click()
  await page.locator('[data-action="sure"]').click()
  await expect(page.locator('[data-results]')).toContainText('核验通过了')
  await page.reload()
  await expect(page.locator('[data-action="begin"]')).toHaveCount(0)
})
