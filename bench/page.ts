/**
 * The lesson page as a reader meets it: what it loads before anything is touched, how soon a first Run shows something,
 * and how smooth the page stays while a network trains in it. The peer for smoothness is what a page without a sandbox
 * does: the same training with stock TF.js on the page's own thread.
 */
import { createServer } from 'node:http'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { type Browser, chromium, type Page } from 'playwright'
import { ensureChromium } from '../scripts/chromium'
import { startSite } from '../e2e/server'
import { PORTS } from '../e2e/sites'
import { signIn } from '../e2e/sign-in'
import { saveCells, solutionsOf } from '../e2e/solutions'
import { median, type Report } from './report'

const ROUNDS = 5
const LESSON = '/learn/mnist-mlp'
const base = `http://127.0.0.1:${PORTS.journeys}`

export async function run(report: Report): Promise<void> {
  const site = await startSite(PORTS.journeys)
  const browser = await chromium.launch({
    executablePath: ensureChromium(),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
  try {
    report.compare(
      'a fresh browser opens the lesson and nothing is touched; compressed bytes of every script it loads',
    )
    report.figure('page.js-before-interaction-kb', await untouchedScripts(browser), 'kB', { atMost: 200 })

    report.compare(
      `${ROUNDS} rounds: Run on a page just opened (cold), and Run again with the kernel up (warm)`,
    )
    const runs = []
    for (let round = 0; round < ROUNDS; round++) runs.push(await firstOutputs(browser))
    report.figure('page.run-cold-ms', median(runs.map((one) => one.cold)), 'ms')
    report.figure('page.run-warm-ms', median(runs.map((one) => one.warm)), 'ms')

    report.compare(
      'gaps between 5 ms ticks of the page while MNIST trains: ours, and stock TF.js on the page itself',
    )
    report.figure('page.stall-p99-ms', await stallWhileTraining(browser), 'ms', { atMost: 50 })
    report.figure('page.stall-p99-on-page-ms', await stallOnPage(browser), 'ms')
  } finally {
    await browser.close()
    await site.stop()
  }
}

async function openLesson(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ baseURL: base, locale: 'zh-CN' })
  const page = await context.newPage()
  await signIn(page, 'trainee')
  return page
}

/** Kilobytes of script on the wire, from navigation until five quiet seconds after `load`. */
async function untouchedScripts(browser: Browser): Promise<number> {
  const page = await openLesson(browser)
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  const scripts = new Set<string>()
  let bytes = 0
  session.on('Network.responseReceived', (event) => {
    if (event.type === 'Script' || /javascript/.test(event.response.mimeType)) scripts.add(event.requestId)
  })
  session.on('Network.loadingFinished', (event) => {
    if (scripts.has(event.requestId)) bytes += event.encodedDataLength
  })
  await page.goto(LESSON, { waitUntil: 'load' })
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => new Promise((done) => setTimeout(done, 5000)))
  await page.context().close()
  return bytes / 1000
}

/** Milliseconds from the press on Run to the first output under the cell. */
async function firstOutputs(browser: Browser): Promise<{ cold: number; warm: number }> {
  const page = await openLesson(browser)
  await page.goto(LESSON)
  const time = () =>
    page.evaluate(async () => {
      const cell = document.querySelector('[data-cell-frame="load"]')
      if (!(cell instanceof HTMLElement)) throw new Error('no cell')
      // The second run keeps the first one's outputs until it begins: a mark tells old nodes from new ones.
      cell.querySelector('[data-output]')?.setAttribute('data-seen', '')
      const started = performance.now()
      cell.querySelector<HTMLButtonElement>('[data-action="run"]')?.click()
      await new Promise<void>((done) => {
        const observer = new MutationObserver(() => {
          if (cell.querySelector('[data-output]:not([data-seen])')) {
            observer.disconnect()
            done()
          }
        })
        observer.observe(cell, { subtree: true, childList: true })
      })
      return performance.now() - started
    })
  const cold = await time()
  await page.locator('[data-cell-frame="load"][data-standing="done"]').waitFor()
  const warm = await time()
  await page.context().close()
  return { cold, warm }
}

/** The 99th percentile of the gaps between ticks meant to be 5 ms apart, while `busy` holds. */
const WATCH = `window.watchGaps = async (busy) => {
  const gaps = []
  const channel = new MessageChannel()
  let last = performance.now()
  while (busy()) {
    await new Promise((done) => setTimeout(done, 5))
    const now = performance.now()
    gaps.push(now - last)
    last = now
  }
  gaps.sort((a, b) => a - b)
  return gaps[Math.floor(gaps.length * 0.99)]
}`

async function stallWhileTraining(browser: Browser): Promise<number> {
  const page = await openLesson(browser)
  await saveCells(page, 'mnist-mlp', solutionsOf('mnist-mlp'))
  await page.goto(LESSON)
  await page.locator('[data-action="run-all"]').click()
  await page.locator('[data-cell-frame="train"][data-standing="running"]').waitFor({ timeout: 120_000 })
  await page.evaluate(WATCH)
  const p99 = await page.evaluate(() => {
    const cell = document.querySelector('[data-cell-frame="train"]')
    const end = performance.now() + 15_000
    const watch = (window as unknown as { watchGaps(busy: () => boolean): Promise<number> }).watchGaps
    return watch(() => cell?.getAttribute('data-standing') === 'running' && performance.now() < end)
  })
  await page.context().close()
  return p99
}

/** The same network, data shape and batch with stock TF.js on the page's thread, which is what a plain page would do. */
async function stallOnPage(browser: Browser): Promise<number> {
  const file = (path: string) => readFileSync(`node_modules/@tensorflow/${path}`)
  const files: Record<string, { type: string; body: Buffer | string }> = {
    '/': {
      type: 'text/html',
      body: '<!doctype html><script src="/tf.js"></script><script src="/wasm.js"></script>',
    },
    '/tf.js': { type: 'text/javascript', body: file('tfjs/dist/tf.min.js') },
    '/wasm.js': { type: 'text/javascript', body: file('tfjs-backend-wasm/dist/tf-backend-wasm.min.js') },
    '/tfjs-backend-wasm-simd.wasm': {
      type: 'application/wasm',
      body: file('tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm'),
    },
  }
  const server = createServer((request, response) => {
    const found = files[request.url ?? '']
    response.writeHead(found ? 200 : 404, { 'content-type': found?.type ?? 'text/plain' }).end(found?.body)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const page = await browser.newPage()
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  await page.evaluate(WATCH)
  const p99 = await page.evaluate(`(async () => {
    tf.wasm.setWasmPaths('/')
    await tf.setBackend('wasm')
    const model = tf.sequential({ layers: [
      tf.layers.dense({ units: 128, activation: 'relu', inputShape: [784] }),
      tf.layers.dense({ units: 10, activation: 'softmax' }),
    ] })
    model.compile({ optimizer: tf.train.adam(0.001), loss: 'categoricalCrossentropy', metrics: ['accuracy'] })
    const images = tf.randomUniform([60000, 784])
    const labels = tf.oneHot(tf.randomUniform([60000], 0, 10, 'int32'), 10)
    let training = true
    const end = performance.now() + 15000
    const gaps = watchGaps(() => training && performance.now() < end)
    await model.fit(images, labels, { batchSize: 128, epochs: 1, validationSplit: 0.2, callbacks: {
      onBatchEnd: () => { if (performance.now() > end) model.stopTraining = true },
    } })
    training = false
    return gaps
  })()`)
  await page.close()
  server.close()
  return Number(p99)
}
