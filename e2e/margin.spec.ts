/** What people do beside a lesson: find it, write in its margin, ask under a cell; and what the mentor sees of it. */
import { expect, test } from '@playwright/test'
import { signIn } from './sign-in'

const LESSON = 'mnist-mlp'

test('a lesson is found by keyboard, from anywhere', async ({ page }) => {
  await signIn(page, 'trainee')
  await page.keyboard.press('Control+k')
  const dialog = page.getByRole('dialog', { name: '查找' })
  await dialog.getByRole('searchbox').fill('独热编码')
  await expect(dialog.getByRole('link').first()).toContainText('独热编码')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/learn\//)
  await expect(dialog).toBeHidden()
})

test('a note and a bookmark are there after a reload, and undone when deleted by mistake', async ({
  page,
}) => {
  await signIn(page, 'trainee')
  await page.goto(`/learn/${LESSON}`)
  await page.getByRole('button', { name: '笔记与书签' }).click()
  const margin = page.getByRole('complementary', { name: '笔记与书签' })
  await margin.getByPlaceholder('写给以后的自己').fill('除以 255 要在训练和测试上都做')
  await margin.getByRole('button', { name: '记下' }).click()
  await expect(margin.getByRole('listitem').filter({ hasText: '都做' })).toBeVisible()
  await margin.getByRole('button', { name: '加书签' }).click()
  await expect(margin.getByRole('button', { name: '去掉书签' })).toBeVisible()

  await page.goto('/notes')
  await expect(page.getByText('除以 255 要在训练和测试上都做')).toBeVisible()
  await page.goto(`/learn/${LESSON}`)
  await page.getByRole('button', { name: '笔记与书签' }).click()
  const note = margin.getByRole('listitem').filter({ hasText: '都做' })
  await note.getByRole('button', { name: '删除' }).click()
  await expect(note).toHaveCount(0)
  await margin.getByRole('button', { name: '撤销' }).click()
  await expect(note).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(margin).toBeHidden()
})

test('a question goes to the mentor and its answer comes back', async ({ page, browser }) => {
  await signIn(page, 'trainee')
  await page.goto(`/learn/${LESSON}`)
  const under = page.locator('.cell-questions').first()
  await under
    .getByRole('button', { name: /提问|个问题/ })
    .first()
    .click()
  const words = `第 ${Date.now()} 次问：测试集为什么也要缩放？`
  await under.getByRole('textbox').fill(words)
  await under.locator('form').getByRole('button', { name: '提问' }).click()
  await expect(under.getByText(words)).toBeVisible()

  const desk = await browser.newContext()
  const mentor = await desk.newPage()
  await signIn(mentor, 'mentor')
  await mentor.goto('/questions')
  const asked = mentor.getByRole('listitem').filter({ hasText: words })
  await asked.getByRole('textbox').fill('要和训练时看到的一样，模型才认得。')
  await asked.getByRole('button', { name: '发出回答' }).click()
  await expect(asked.getByText('要和训练时看到的一样')).toBeVisible()

  await mentor.goto('/confusion/what-is-a-large-model')
  await expect(mentor.getByRole('listitem').filter({ hasText: '数全连接网络的参数' }).first()).toContainText(
    '人运行过',
  )
  await desk.close()

  await page.reload()
  await under.getByRole('button', { name: /个问题/ }).click()
  await expect(under.getByText('要和训练时看到的一样')).toBeVisible()
  await under
    .getByRole('listitem')
    .filter({ hasText: words })
    .getByRole('button', { name: '已经解决' })
    .click()
  await expect(under.getByText('已解决')).toBeVisible()
})
