/** Working in a lesson: stopping, losing the network, going back, and what never reaches the browser. */
import { expect, test } from '@playwright/test'
import { cellOf, expectStanding, run, savedSource, typeInto } from './lesson'
import { signIn } from './sign-in'
import { saveCells, solutionsOf, startersOf } from './solutions'

const LESSON = '/learn/mnist-mlp'

test.beforeEach(async ({ page }) => {
  await signIn(page, 'mentor')
  await saveCells(page, 'mnist-mlp', startersOf('mnist-mlp'))
  await page.goto(LESSON)
})

test('an endless loop is stopped, the page stays usable and the text stays', async ({ page }) => {
  const cell = cellOf(page, 'load')
  await typeInto(page, cell, 'for (;;) {}')
  await run(cell)
  await expectStanding(cell, 'running')
  await cell.locator('[data-action="stop"]').click()
  await expectStanding(cell, 'stopped')
  await expect(cell).toContainText('for (;;)')
  await typeInto(page, cell, '1 + 1')
  await page.keyboard.press('Control+Enter')
  await expectStanding(cell, 'done')
  await expect(cell.locator('[data-output="value"]')).toHaveText('2')
})

test('an error names the line and its likely cause', async ({ page }) => {
  const cell = cellOf(page, 'load')
  await typeInto(page, cell, 'const a = tf.ones([2, 3])\n\ntf.matMul(a, a)')
  await run(cell)
  await expectStanding(cell, 'failed')
  await expect(cell).toContainText(/第 ?3 ?行/)
  await expect(cell).toContainText('左边的列数等于右边的行数')
})

test('work done offline is sent once the network is back', async ({ page, context }) => {
  const cell = cellOf(page, 'load')
  await run(cell)
  await expectStanding(cell, 'done')
  await context.setOffline(true)
  const source = `'离线 ${Date.now()}'`
  // The large editor was never fetched, so the plain one opens.
  await cell.locator('.code-stage').click()
  await cell.getByRole('textbox').fill(source)
  await page.keyboard.press('Control+Enter')
  await expectStanding(cell, 'done')
  await expect(cell.getByText(/离线，\d+ 项待发送/)).toBeVisible()
  await context.setOffline(false)
  await expect.poll(() => savedSource(page, 'mnist-mlp', 'load')).toBe(source)
  await expect(cell.getByText(/离线/).filter({ hasText: '待发送' })).toHaveCount(0)
})

test('a reset gives the starter back and can be undone', async ({ page }) => {
  const cell = cellOf(page, 'load')
  await typeInto(page, cell, "'mine'")
  await expect.poll(() => savedSource(page, 'mnist-mlp', 'load')).toBe("'mine'")
  await cell.getByLabel('更多操作').click()
  await page.getByRole('button', { name: /恢复原始代码/ }).click()
  await expect(cell).toContainText('datasets')
  await expect.poll(() => savedSource(page, 'mnist-mlp', 'load')).toContain('datasets')
  await cell.getByRole('button', { name: '换回刚才的代码' }).click()
  await expect(cell).toContainText("'mine'")
  await expect.poll(() => savedSource(page, 'mnist-mlp', 'load')).toBe("'mine'")
})

test('neither solutions nor hidden data reach the browser before an attempt', async ({ page }) => {
  const bodies: string[] = []
  page.on('response', async (response) => {
    const type = response.headers()['content-type'] ?? ''
    if (/text|json|javascript/.test(type)) bodies.push(await response.text().catch(() => ''))
  })
  await page.goto(LESSON, { waitUntil: 'networkidle' })
  const seen = [await page.content(), ...bodies].join('\n').replaceAll(/\s+/g, '')
  for (const [cell, source] of Object.entries(solutionsOf('mnist-mlp'))) {
    const held = seen.includes(source.replaceAll(/\s+/g, ''))
    expect(held, `the solution of ${cell} is in what the browser got`).toBe(false)
  }
  for (const path of [
    '/dist/hidden/mnist/images.bin',
    '/hidden/mnist/images.bin',
    '/data/hidden/mnist/images.bin',
  ]) {
    expect((await page.request.get(path)).status()).toBe(404)
  }
})
