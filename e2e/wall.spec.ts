/**
 * The wall, tried from both sides. Nothing here trusts a refusal that a script reports: an escape is a line in a
 * collector's notes or in the app's log. The control run serves the same attacks without Content-Security-Policy and
 * must leak, or the collectors are deaf.
 *
 * `vectors.ts` and the tables below are the test: another way out is another line.
 */
import { chromium, expect, test, type Browser, type BrowserServer, type Page } from '@playwright/test'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { KernelManifest } from '../lib/runtime/manifest'
import { buildKernel } from '../scripts/build-kernel'
import { collect, type Collectors } from './wall/collectors'
import { treeTicks, untilQuiet, untilRaging } from './wall/processes'
import { FORGERIES, FLOODS, HOSTILE_CELLS, RECOVERIES } from './wall/programs'
import { serveWall, type WallServer } from './wall/server'
import { ANYWHERE, NAVIGATION, WINDOW, attack } from './wall/vectors'

const root = fileURLToPath(new URL('..', import.meta.url))
const executablePath =
  process.env['CHROMIUM_PATH'] ??
  ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
    existsSync(path),
  )

let browserServer: BrowserServer
let browser: Browser
let collectors: Collectors
/** Its own, because a protocol that got through goes on knocking after its test. */
let controlCollectors: Collectors
let manifest: KernelManifest
let guarded: WallServer
let control: WallServer
let page: Page

/** The prelude of the true frame, so that a hostile window starts from the same place. */
async function prelude(): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: "import { stripWindow } from './sandbox/strip'; stripWindow()", resolveDir: root },
    bundle: true,
    write: false,
    format: 'iife',
  })
  return outputFiles[0]!.text
}

function hostileFrames(strip: string, targets: object): Record<string, string> {
  const tell = "(said) => parent.postMessage({ done: said }, '*')"
  const inWorker = attack(ANYWHERE, targets, '(said) => postMessage(said)')
  const startWorker = `const w = new Worker('data:text/javascript,' + encodeURIComponent(${JSON.stringify(inWorker)}));
    w.onmessage = ({ data }) => (${tell})(data); w.onerror = (e) => (${tell})([])`
  return {
    window: strip + attack([...ANYWHERE, ...WINDOW], targets, tell),
    worker: strip + startWorker,
    ...Object.fromEntries(
      NAVIGATION.map((vector) => [`to-${vector[0]}`, strip + attack([vector], targets, tell)]),
    ),
    reloading: "addEventListener('message', () => location.reload())",
    away: "addEventListener('message', () => { location.href = 'about:blank' })",
    silent: "addEventListener('message', ({ ports: [port] }) => { port.onmessage = () => {} })",
  }
}

/** Shows a hostile frame in the host page and waits for its report, or a while if it has gone elsewhere. */
async function show(of: WallServer, name: string): Promise<string[]> {
  return page.evaluate(
    ([url]) =>
      new Promise<string[]>((resolve) => {
        const frame = document.createElement('iframe')
        frame.setAttribute('sandbox', 'allow-scripts')
        frame.setAttribute('allow', '')
        frame.src = url
        const finish = (said: string[]) => {
          removeEventListener('message', hear)
          setTimeout(() => {
            frame.remove()
            resolve(said)
          }, 300)
        }
        const hear = ({ data, source }: MessageEvent<{ done?: string[] }>) => {
          if (source === frame.contentWindow && data.done) finish(data.done)
        }
        addEventListener('message', hear)
        setTimeout(() => finish([]), 2500)
        document.body.append(frame)
      }),
    [`${of.origin}/hostile/${name}`] as const,
  )
}

test.beforeAll(async () => {
  manifest = await buildKernel()
  collectors = await collect()
  controlCollectors = await collect()
  const strip = await prelude()
  const start = async (isControl: boolean) => {
    // The app's origin is part of the attack, so the server starts before its scripts are written.
    const hostile: Record<string, string> = {}
    const runtimes = Object.fromEntries([...FORGERIES, ...FLOODS].map(([name, text]) => [name, text]))
    const server = await serveWall({ root, manifest, hostile, runtimes, control: isControl })
    Object.assign(
      hostile,
      hostileFrames(isControl ? '' : strip, {
        ...(isControl ? controlCollectors : collectors).targets,
        app: server.origin,
      }),
    )
    return server
  }
  guarded = await start(false)
  control = await start(true)
  browserServer = await chromium.launchServer({
    ...(executablePath && { executablePath }),
    args: ['--no-sandbox'],
  })
  browser = await chromium.connect(browserServer.wsEndpoint())
  page = await browser.newPage()
})

test.afterAll(async () => {
  await browserServer?.kill()
  await Promise.all([guarded?.close(), control?.close(), collectors?.close(), controlCollectors?.close()])
})

/** One page for all: that it is still there at the end is a part of the test. */
test.beforeEach(async () => {
  await page.goto(guarded.origin)
  guarded.seen.length = 0
  collectors.takeHits()
})

const own = (line: string) =>
  /^GET \/(kernel\/[0-9a-f]{16}\/|sandbox\/frame|hostile\/|runtime\/|host\.js|favicon\.ico|$)/.test(line)
const strangers = (server: WallServer) => server.seen.filter((line) => !own(line) || line.includes('escape'))

async function openKernel(over: Partial<KernelManifest> = {}) {
  const changed = { ...manifest, ...over }
  return page.evaluate((given) => window.wall.open(given), changed)
}

test.describe('nothing gets out', () => {
  test('control: without the policy the collectors hear it', async () => {
    await page.goto(control.origin)
    control.seen.length = 0
    await show(control, 'window')
    await show(control, 'worker')
    const paths = new Set(controlCollectors.takeHits())
    expect(paths.size, [...paths].join('\n')).toBeGreaterThanOrEqual(30)
    expect([...paths].some((hit) => hit.startsWith('ws '))).toBe(true)
    expect([...paths].some((hit) => hit.startsWith('tcp '))).toBe(true)
    expect([...paths].some((hit) => hit.startsWith('udp '))).toBe(true)
    expect(strangers(control).some((line) => line.includes('/api/escape'))).toBe(true)
    // The app's cookie never travels from an opaque origin, policy or not; navigation does.
    await show(control, 'to-location')
    expect(controlCollectors.takeHits().join()).toContain('/location')
  })

  test(`window: ${ANYWHERE.length + WINDOW.length} ways`, async () => {
    expect(await show(guarded, 'window')).toEqual([])
    expect(collectors.takeHits()).toEqual([])
    expect(strangers(guarded)).toEqual([])
  })

  test(`worker of a window that has been taken over: ${ANYWHERE.length} ways`, async () => {
    expect(await show(guarded, 'worker')).toEqual([])
    expect(collectors.takeHits()).toEqual([])
    expect(strangers(guarded)).toEqual([])
  })

  test(`navigation: ${NAVIGATION.length} ways`, async () => {
    // Several at a time: each waits for a timeout.
    await Promise.all(NAVIGATION.map(([name]) => show(guarded, `to-${name}`)))
    expect(collectors.takeHits()).toEqual([])
    expect(strangers(guarded)).toEqual([])
    expect(page.url()).toBe(`${guarded.origin}/`)
    expect(page.context().pages()).toHaveLength(1)
  })

  test(`a cell: ${ANYWHERE.length} ways, and ${RECOVERIES.length} to get deleted names back`, async () => {
    await openKernel()
    const targets = { ...collectors.targets, app: guarded.origin }
    const vectors = ANYWHERE.filter(([, statement]) => !/\bawait import\(/.test(statement))
    const cell = attack(vectors, targets, '(said) => console.log("said " + JSON.stringify(said))')
    const ran = await page.evaluate(
      (source) => window.wall.run(source),
      cell.replace(/^\(async/, 'await (async'),
    )
    expect(ran.last.type).toBe('finished')
    expect(JSON.stringify(ran.events)).toContain('said []')
    for (const [name, expression] of RECOVERIES) {
      const result = await page.evaluate((source) => window.wall.run(source), `String(${expression})`)
      const text = JSON.stringify(
        result.events.filter((event) => event.type === 'output' || event.type === 'failed'),
      )
      expect(text, name).toMatch(/undefined|not defined|"type":"failed"/)
    }
    expect(collectors.takeHits()).toEqual([])
    expect(strangers(guarded)).toEqual([])
  })

  test('opened at the top level the frame is opaque and does nothing', async () => {
    const top = await browser.newPage()
    const response = await top.goto(`${guarded.origin}/sandbox/frame`)
    expect(response?.headers()['set-cookie']).toBeUndefined()
    expect(await top.evaluate(() => self.origin)).toBe('null')
    await top.close()
  })
})

test.describe('what comes over is not believed', () => {
  test(`forged messages: ${FORGERIES.length} kinds`, async () => {
    for (const [name] of FORGERIES) {
      const scripts = { ...manifest.scripts, core: { url: `/runtime/${name}`, bytes: 1 } }
      await openKernel({ scripts })
      const run = await page.evaluate(() => window.wall.start('1'))
      // A last message that cannot be read ends its own run, in our words: else the run would never end.
      const end = name === 'an error object' ? 'failed' : 'finished'
      await page.evaluate(([type, id]) => window.wall.until(type, id), [end, run] as const)
      const { types, polluted } = await page.evaluate(() => ({
        types: window.wall.events().map(({ type }) => type),
        polluted: ({} as { polluted?: unknown }).polluted,
      }))
      // The relay may say that it dropped something; nothing else of the forgery may arrive.
      expect(
        types.filter((type) => type !== 'truncated'),
        name,
      ).toEqual(['ready', end])
      expect(polluted, name).toBeUndefined()
    }
  })

  test('messages of the window are not heard at all', async () => {
    await openKernel()
    await page.evaluate(() => {
      const run = window.wall.start('1')
      for (const type of ['finished', 'checked', 'complete']) {
        postMessage({ type, run, passed: true }, '*')
        document
          .querySelector('iframe')
          ?.contentWindow?.postMessage({ type: 'zhucai:init' }, '*', [new MessageChannel().port2])
      }
      return window.wall.until('finished', run)
    })
    const types = await page.evaluate(() => window.wall.events().map((event) => event.type))
    expect(types).toEqual(['ready', 'started', 'output', 'finished'])
  })

  for (const name of ['reloading', 'away']) {
    test(`a frame that navigates (${name}) is removed`, async () => {
      await page.evaluate(
        ([given, url]) => void window.wall.open({ ...given, frame: { ...given.frame, url } }).catch(() => {}),
        [manifest, `/hostile/${name}`] as const,
      )
      await page.evaluate(() => window.wall.until('dead'))
      expect(await page.evaluate(() => window.wall.frames())).toBe(0)
    })
  }

  test('a cell that poisons prototypes still reports, and harms itself only', async () => {
    await openKernel()
    const poison = `
      for (const proto of [Array.prototype, Object.prototype, Promise.prototype, String.prototype, Map.prototype]) {
        for (const key of ['push', 'map', 'slice', 'join', 'forEach', 'then', 'get', 'set', 'toJSON', 'toString']) {
          try { Object.defineProperty(proto, key, { configurable: true, get() { throw new Error('poisoned') } }) } catch {}
        }
      }
      Object.prototype.polluted = true; JSON.stringify = () => 'no'; performance.now = () => NaN
      console.log('still here')`
    const run = await page.evaluate((source) => window.wall.start(source), poison)
    const end = await page.evaluate(
      (id) =>
        Promise.race([
          window.wall.until('finished', id, 8000),
          window.wall.until('failed', id, 8000),
          window.wall.until('dead', undefined, 8000),
        ]),
      run,
    )
    expect(['finished', 'failed', 'dead']).toContain(end.type)
    expect(await page.evaluate(() => ({} as { polluted?: unknown }).polluted)).toBeUndefined()
    await openKernel()
    const next = await page.evaluate(() => window.wall.run('[1, 2].map((x) => x + 1)'))
    expect(JSON.stringify(next.events)).toContain('[2, 3]')
  })
})

test.describe('stop always works', () => {
  for (const [name, source, rage] of HOSTILE_CELLS) {
    test(name, async () => {
      await openKernel()
      const idle = treeTicks(browserServer.process().pid!)
      await page.evaluate((cell) => void window.wall.start(cell), source)
      const before = await page.evaluate(() => {
        window.wall.takeStall()
        return window.wall.ticks()
      })
      const hot = await untilRaging(browserServer.process().pid!, idle, rage)
      // The page's own counter went on while the cell raged.
      expect(await page.evaluate(() => window.wall.ticks())).toBeGreaterThan(before)
      await page.evaluate(() => window.wall.dispose())
      const quiet = await untilQuiet(hot, 4000)
      const stall = await page.evaluate(() => window.wall.takeStall())
      test.info().annotations.push({
        type: 'measured',
        description: `${name}: quiet after ${Math.round(quiet)} ms, page stalled ${Math.round(stall)} ms`,
      })
      expect(quiet).toBeLessThanOrEqual(2000)
      expect(await page.evaluate(() => window.wall.frames())).toBe(0)
    })
  }

  for (const [name] of FLOODS) {
    test(`flood: ${name}`, async () => {
      const scripts = { ...manifest.scripts, core: { url: `/runtime/${name}`, bytes: 1 } }
      await openKernel({ scripts })
      const run = await page.evaluate(() => {
        window.wall.takeStall()
        return window.wall.start('1')
      })
      await page.evaluate((id) => window.wall.until('truncated', id), run)
      const { count, stall } = await page.evaluate(() => ({
        count: window.wall.events().length,
        stall: window.wall.takeStall(),
      }))
      test.info().annotations.push({
        type: 'measured',
        description: `${name}: ${count} events came through, page stalled ${Math.round(stall)} ms`,
      })
      expect(count).toBeLessThan(5000)
      await page.evaluate(() => window.wall.dispose())
      expect(await page.evaluate(() => window.wall.frames())).toBe(0)
      await openKernel()
      const next = await page.evaluate(() => window.wall.run('1 + 1'))
      expect(next.last.type).toBe('finished')
    })
  }

  test('the polite stop keeps what was learnt', async () => {
    await openKernel()
    const ended = await page.evaluate(async () => {
      const run = window.wall.start(`
        const model = tf.sequential({ layers: [tf.layers.dense({ units: 8, inputShape: [4] })] })
        model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
        const history = await model.fit(tf.ones([256, 4]), tf.ones([256, 8]), { epochs: 100000, batchSize: 16 })
        history.epoch.length >= 0`)
      await window.wall.until('progress', run)
      const asked = performance.now()
      window.wall.send({ type: 'interrupt', run })
      const finished = await window.wall.until('finished', run)
      const took = performance.now() - asked
      window.wall.send({ type: 'collect', run: 'run-collect', variable: 'model' })
      return { finished, took, collected: await window.wall.until('weights', 'run-collect') }
    })
    test
      .info()
      .annotations.push({ type: 'measured', description: `polite stop: ${Math.round(ended.took)} ms` })
    expect(ended.finished).toMatchObject({ type: 'finished', stopped: true })
    expect(ended.collected).toMatchObject({ type: 'weights', specs: [{ shape: [4, 8] }, { shape: [8] }] })
  })
})
