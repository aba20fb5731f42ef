/** WebGPU inside the sandbox, on a software adapter: slow, so the model is tiny. */
import { expect, test } from '@playwright/test'
import { cellOf, expectStanding, run, typeInto } from './lesson'
import { signIn } from './sign-in'

const TINY = `const x = tf.randomNormal([16, 4])
const y = x.sum(1, true)
const tiny = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [4] })] })
tiny.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' })
const history = await tiny.fit(x, y, { epochs: 5, batchSize: 16 })
const losses = history.history.loss as number[]
console.log(tf.getBackend(), losses.at(-1)! < losses[0]! ? 'loss fell' : 'loss did not fall')`

test('a tiny model trains on WebGPU', async ({ page }) => {
  await signIn(page, 'mentor')
  await page.goto('/learn/mnist-mlp')
  await page.getByTitle('用什么计算').click()
  await page.getByRole('button', { name: /^WebGPU/ }).click()
  const cell = cellOf(page, 'load')
  await typeInto(page, cell, TINY)
  await run(cell)
  await expectStanding(cell, 'done', 150_000)
  await expect(cell.locator('[data-output="text"]')).toContainText('webgpu loss fell')
  await expect(cell).toContainText('WebGPU')
})
