/** Cells in a true browser: code that will not end, eats the machine, lies in its errors, or looks for a way out. */
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright'
import { findChromium } from '../scripts/chromium'
import { type Attack, findings, type Outcome } from './attack'
import { jsonOf } from './caller'
import type { OwnSite, Person } from './target'

const LESSON = 'mnist-mlp'
const FIRST = 'load'

type Bench = { page: Page; context: BrowserContext; person: Person }

/** A page of the lesson in a browser of its own, signed in as somebody new. */
async function withPage(
  site: OwnSite,
  use: (bench: Bench) => Promise<Outcome>,
  args: readonly string[] = [],
): Promise<Outcome> {
  const executablePath = findChromium()
  const browser: Browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...args],
  })
  try {
    const person = await site.someone('trainee')
    const context = await browser.newContext({ baseURL: site.origin, locale: 'zh-CN' })
    await context.addCookies(
      person.cookie!.split('; ').map((pair) => {
        const at = pair.indexOf('=')
        return { name: pair.slice(0, at), value: pair.slice(at + 1), url: site.origin }
      }),
    )
    return await use({ page: await context.newPage(), context, person })
  } finally {
    await browser.close()
  }
}

const cellOf = (page: Page, id: string) => page.locator(`[data-cell-frame="${id}"]`)

/** Writes these texts into the cells and opens the lesson. */
async function open({ page, person }: Bench, texts: Record<string, string>): Promise<void> {
  const { cells = {} } = jsonOf<{ cells?: Record<string, { revision: number }> }>(
    await person.api('GET', `/lessons/${LESSON}/cells`),
  )
  for (const [cell, source] of Object.entries(texts))
    await person.api('PUT', `/lessons/${LESSON}/cells/${cell}`, {
      source,
      base: cells[cell]?.revision ?? 0,
      version: 1,
    })
  await page.goto(`/learn/${LESSON}`)
}

const press = (page: Page, cell: string, action: 'run' | 'stop') =>
  cellOf(page, cell).locator(`[data-action="${action}"]`).click({ timeout: 30_000 })
const stands = (page: Page, cell: string, standing: string, ms: number): Promise<boolean> =>
  page
    .locator(`[data-cell-frame="${cell}"][data-standing="${standing}"]`)
    .waitFor({ timeout: ms })
    .then(
      () => true,
      () => false,
    )
const standingOf = (page: Page, cell: string) => cellOf(page, cell).getAttribute('data-standing')

const endless: Record<string, string> = {
  'a loop': 'for (;;);',
  microtasks: 'const spin = (): Promise<void> => Promise.resolve().then(spin)\nawait spin()',
  'a regular expression': '/^(a+)+$/.test("a".repeat(40) + "!")',
  'a million lines': 'for (let i = 0; i < 1_000_000; i++) console.log("line " + i)\nfor (;;);',
}

const stop: Attack = {
  id: 'H15',
  name: 'Stop, pressed on cells that do not end; the next run works',
  on: 'own',
  seconds: 150,
  run: (site) =>
    withPage(site, async (bench) => {
      const found = findings()
      for (const [name, source] of Object.entries(endless)) {
        await open(bench, { [FIRST]: source })
        await press(bench.page, FIRST, 'run')
        found.expect(await stands(bench.page, FIRST, 'running', 40_000), `${name} never ran`)
        await bench.page.waitForTimeout(500)
        const began = performance.now()
        await press(bench.page, FIRST, 'stop')
        found.expect(
          await stands(bench.page, FIRST, 'stopped', 15_000),
          `${name} does not stop: ${await standingOf(bench.page, FIRST)}`,
        )
        // Within a second on a machine of its own.
        const seconds = (performance.now() - began) / 1000
        found.expect(seconds < 6, `${name} stops after ${seconds.toFixed(1)} s`)
      }
      await open(bench, { [FIRST]: '1 + 1' })
      await press(bench.page, FIRST, 'run')
      found.expect(await stands(bench.page, FIRST, 'done', 40_000), 'nothing runs afterwards')
      return found.outcome()
    }),
}

const hostileErrors: Record<string, string> = {
  'a proxy that throws':
    'throw new Proxy({}, { get() { throw 1 }, getPrototypeOf() { throw 2 }, ownKeys() { throw 3 } })',
  'a proxy that was revoked': 'const { proxy, revoke } = Proxy.revocable({}, {})\nrevoke()\nthrow proxy',
  'a rejected proxy':
    'await Promise.reject(new Proxy(function () {}, { get() { throw 1 }, apply() { throw 2 }, has() { throw 3 } }))',
  'an error whose message throws':
    'const e = new Error("x")\nObject.defineProperty(e, "message", { get() { throw e } })\nObject.defineProperty(e, "stack", { get() { throw e } })\nObject.defineProperty(e, "name", { get() { throw e } })\nthrow e',
  'an error that is its own cause':
    'const e = new Error("x") as Error & { cause: unknown }\ne.cause = e\nthrow e',
  'a value that cannot be shown':
    'const o: unknown = new Proxy({}, { get() { throw 1 }, ownKeys() { throw 2 }, getPrototypeOf() { throw 3 } })\nconsole.log(o)\no',
  'a text without end': 'throw new Error("x".repeat(100_000_000))',
  'a text that throws':
    'throw { toString() { throw 1 }, valueOf() { throw 2 }, [Symbol.toPrimitive]() { throw 3 } }',
  nothing: 'throw undefined',
  'a poisoned prototype':
    'Object.prototype.toString = () => { throw 1 }\nArray.prototype.map = () => { throw 2 }\nString.prototype.slice = () => { throw 3 }\nError.prototype.toString = () => { throw 4 }\nthrow new TypeError("x")',
}

const errors: Attack = {
  id: 'B20',
  name: 'errors and values that answer no question: the cell ends, and the next one runs',
  on: 'own',
  seconds: 150,
  run: (site) =>
    withPage(site, async (bench) => {
      const found = findings()
      for (const [name, source] of Object.entries(hostileErrors)) {
        await open(bench, { [FIRST]: source })
        await press(bench.page, FIRST, 'run')
        await bench.page
          .waitForFunction(
            (id) =>
              !['running', 'queued', 'idle'].includes(
                document.querySelector(`[data-cell-frame="${id}"]`)?.getAttribute('data-standing') ?? '',
              ),
            FIRST,
            { timeout: 30_000 },
          )
          .catch(() => {})
        const standing = await standingOf(bench.page, FIRST)
        found.expect(standing === 'failed' || standing === 'done', `${name} leaves the cell ${standing}`)
      }
      return found.outcome()
    }),
}

const memory: Attack = {
  id: 'B18',
  name: 'a cell takes memory until somebody says no',
  on: 'own',
  seconds: 120,
  run: (site) =>
    withPage(site, async (bench) => {
      const found = findings()
      const hogs: Record<string, string> = {
        buffers:
          'const kept: ArrayBuffer[] = []\nfor (let i = 0; i < 60; i++) { kept.push(new Uint8Array(50_000_000).fill(1).buffer); await tf.nextFrame() }\nawait new Promise(() => {})',
        tensors:
          'const kept: unknown[] = []\nfor (let i = 0; i < 60; i++) { kept.push(tf.ones([50, 250_000])); await tf.nextFrame() }\nawait new Promise(() => {})',
      }
      for (const [name, source] of Object.entries(hogs)) {
        await open(bench, { [FIRST]: source })
        await press(bench.page, FIRST, 'run')
        const ended =
          (await stands(bench.page, FIRST, 'failed', 30_000)) ||
          (await standingOf(bench.page, FIRST)) === 'stopped'
        found.expect(
          ended,
          `three gigabytes in ${name}: the cell is ${await standingOf(bench.page, FIRST)} and holds them`,
        )
        if (!ended) await press(bench.page, FIRST, 'stop').catch(() => {})
      }
      await open(bench, { [FIRST]: '1 + 1' })
      await press(bench.page, FIRST, 'run')
      found.expect(await stands(bench.page, FIRST, 'done', 40_000), 'nothing runs afterwards')
      return found.outcome()
    }),
}

const lostDevice: Attack = {
  id: 'B19',
  name: 'the graphics device is lost in the middle of a run',
  on: 'own',
  seconds: 150,
  run: (site) =>
    withPage(
      site,
      async (bench) => {
        const found = findings()
        const { page } = bench
        // A process of the browser that is not the page’s: it ends, and the browser starts another.
        const lose = async () => {
          const session = await bench.context.browser()!.newBrowserCDPSession()
          await session.send('Browser.crashGpuProcess' as never).catch(() => {})
        }
        await open(bench, {
          [FIRST]:
            'let a = tf.randomNormal([64, 64])\nfor (let i = 0; i < 1e9; i++) { a = tf.tidy(() => a.matMul(a).tanh()); if (i % 10 === 0) await a.data() }',
        })
        await press(page, FIRST, 'run')
        found.expect(await stands(page, FIRST, 'running', 60_000), 'the cell never ran')
        await page.waitForTimeout(2_000)
        await lose()
        const told = await stands(page, FIRST, 'failed', 20_000)
        if (!told) {
          // On another backend nothing was lost: the run goes on, and Stop has to work.
          await press(page, FIRST, 'stop').catch(() => {})
          found.expect(
            await stands(page, FIRST, 'stopped', 20_000),
            `the cell stays ${await standingOf(page, FIRST)}`,
          )
        }
        await open(bench, { [FIRST]: 'tf.ones([2]).sum().dataSync()[0]' })
        await press(page, FIRST, 'run')
        found.expect(
          await stands(page, FIRST, 'done', 60_000),
          `the next run is ${await standingOf(page, FIRST)}`,
        )
        return found.outcome()
      },
      [
        '--enable-unsafe-webgpu',
        '--use-webgpu-adapter=swiftshader',
        '--enable-features=Vulkan',
        '--use-vulkan=swiftshader',
      ],
    ),
}

/** Browsers that keep nothing: they refuse at the first word, or take it and never answer. */
const KEEPS_NOTHING = {
  'that refuses': `const refuse = () => { throw new DOMException('Refused', 'SecurityError') }
    Object.defineProperty(window, 'localStorage', { get: refuse })
    Object.defineProperty(window, 'indexedDB', { value: { open: refuse } })`,
  'that never answers': `const refuse = () => { throw new DOMException('Full', 'QuotaExceededError') }
    Storage.prototype.setItem = refuse
    Object.defineProperty(window, 'indexedDB', { value: { open: () => new EventTarget() } })`,
}

const refusedStorage: Attack = {
  id: 'B21',
  name: 'a browser that keeps nothing, and a server that cannot be reached',
  on: 'own',
  seconds: 150,
  run: (site) =>
    withPage(site, async (bench) => {
      const found = findings()
      for (const [name, script] of Object.entries(KEEPS_NOTHING)) {
        const page = await bench.context.newPage()
        await page.addInitScript(script)
        await open({ ...bench, page }, { [FIRST]: '1 + 1' })
        await page.route('**/api/v1/**', (route) => route.abort())
        await cellOf(page, FIRST).locator('.code-stage').click()
        await cellOf(page, FIRST).locator('.monaco-editor.focused').waitFor({ timeout: 60_000 })
        await page.keyboard.press('Control+End')
        await page.keyboard.type(' + 1')
        const told = await page
          .locator('.notebook-bar')
          .getByText('没有保存')
          .waitFor({ timeout: 40_000 })
          .then(
            () => true,
            () => false,
          )
        found.expect(told, `a browser ${name}: nothing says that the text is not saved`)
        await page.close()
      }
      return found.outcome()
    }),
}

const wayOut: Attack = {
  id: 'N7',
  name: 'a cell looks for the network, the page, and other people’s storage',
  on: 'own',
  seconds: 90,
  run: (site) =>
    withPage(site, async (bench) => {
      const found = findings()
      const asked: string[] = []
      bench.page.on('request', (request) => asked.push(request.url()))
      const tries = [
        'fetch("/api/v1/me/path")',
        'new XMLHttpRequest()',
        'new WebSocket("ws://127.0.0.1:9")',
        'importScripts("/icon.svg")',
        'import("data:text/javascript,1")',
        'new Worker("data:,")',
        'indexedDB.open("a")',
        'caches.open("a")',
        'new BroadcastChannel("a")',
        'navigator.sendBeacon("/x")',
        'new EventSource("/x")',
        'self.parent.document',
        'new Function("return fetch")()("/probe")',
        '(0, eval)("fetch")("/probe")',
        'Reflect.getPrototypeOf(async function () {}).constructor("return fetch(\'/probe\')")()',
      ]
      // As texts, so that what no cell may even contain is tried all the same.
      const source = [
        'const got: string[] = []',
        `for (const code of ${JSON.stringify(tries)}) {`,
        '  try { await (0, eval)(code); got.push(code) } catch {}',
        '}',
        "console.log('[' + got.join(' ') + ']')",
      ].join('\n')
      await open(bench, { [FIRST]: source })
      asked.length = 0
      await press(bench.page, FIRST, 'run')
      found.expect(
        await stands(bench.page, FIRST, 'done', 60_000),
        `the cell is ${await standingOf(bench.page, FIRST)}`,
      )
      const shown = await cellOf(bench.page, FIRST).locator('[data-output]').allTextContents()
      const got = /\[(.*)\]/s.exec(shown.join(' '))?.[1]
      found.expect(got === '', got === undefined ? 'the cell said nothing' : `it got ${got}`)
      found.expect(!asked.some((url) => /probe|\/x$/.test(url)), 'a request left the cell')
      return found.outcome()
    }),
}

export const cells: Attack[] = [stop, errors, memory, lostDevice, refusedStorage, wayOut]
