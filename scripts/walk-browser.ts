/** Chromium with a walk's pages, and the small server behind them: the kernel, the frame under its headers, served data. */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { type Browser, chromium } from 'playwright'
import { datasetManifest } from '../lib/datasets/manifest.server'
import { frameHeaders } from '../lib/runtime/frame-headers'
import type { KernelManifest } from '../lib/runtime/manifest'
import { buildKernel } from './build-kernel'
import { ensureChromium } from './chromium'
import type { Ended, WalkPage } from './walk-host'

const root = fileURLToPath(new URL('..', import.meta.url))

export type WalkTask = Parameters<WalkPage['run']>[0]

/** A page of the browser with at most one sandbox in it. */
export type Walker = {
  /** A fresh sandbox; the one before is gone. `fitSteps`: see `sandbox/stdlib/fit-steps.ts`. */
  open(locale: 'zh' | 'en', fitSteps?: number): Promise<string>
  run(task: WalkTask, seconds: number): Promise<Ended>
  /** What a running cell shows goes to the newest listener. */
  listen(say: (line: string) => void): void
  close(): Promise<void>
}

export type WalkBrowser = {
  newWalker(): Promise<Walker>
  close(): Promise<void>
}

/** For Chromium and a page to start beside whatever else keeps the machine busy. */
const START = { timeout: 120_000 }

export async function openBrowser(): Promise<WalkBrowser> {
  const manifest = await buildKernel()
  const server = await serve(manifest)
  const browser = await chromium.launch({
    ...START,
    // Playwright would close the browser under a walk that goes on: one that is ended by a clock must end.
    handleSIGTERM: false,
    executablePath: ensureChromium(),
    // Chromium's own sandbox does not start for root.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
  process.once('SIGTERM', () => process.exit(143))
  const address = `http://localhost:${(server.address() as AddressInfo).port}/`
  return {
    newWalker: () => openWalker(browser, address, manifest),
    async close() {
      await browser.close()
      server.closeAllConnections()
      server.close()
    },
  }
}

async function openWalker(browser: Browser, address: string, manifest: KernelManifest): Promise<Walker> {
  const page = await browser.newPage()
  let say: (line: string) => void = () => {}
  await page.exposeFunction('walkSays', (line: string) => say(line))
  await page.goto(address, START)
  const { frame, ...rest } = manifest
  return {
    open: (locale, fitSteps) =>
      page.evaluate((options) => window.walk.open(options), {
        manifest: { ...rest, frame: { url: frame.url } },
        datasets: datasetManifest(root),
        locale,
        ...(fitSteps !== undefined && { fitSteps }),
      }),
    async run(task, seconds) {
      let clock: NodeJS.Timeout | undefined
      const late = new Promise<Ended>((resolve) => {
        clock = setTimeout(
          () => resolve({ how: 'dead', seconds, message: `no end after ${seconds} s` }),
          seconds * 1000,
        )
      })
      try {
        const end = page.evaluate((given) => window.walk.run(given as WalkTask), task as unknown)
        return await Promise.race([end as Promise<Ended>, late])
      } finally {
        clearTimeout(clock)
      }
    },
    listen(listener) {
      say = listener
    },
    close: () => page.close(),
  }
}

/** Small files are kept: another build may replace the kernel's folder while this walk goes on. */
async function serve(manifest: KernelManifest) {
  const host = await build({
    absWorkingDir: root,
    entryPoints: ['scripts/walk-host.ts'],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    platform: 'browser',
  })
  const script = (body: string | Uint8Array) => ({ type: 'text/javascript', body })
  const kernel = Object.values(manifest.scripts).map(({ url }) => [
    url,
    script(readFileSync(join(root, 'public', url))),
  ])
  const assets = Object.values(manifest.assets).map(({ url }) => [
    url,
    { type: 'application/wasm', body: readFileSync(join(root, 'public', url)) },
  ])
  const files: Record<string, { type: string; body: string | Uint8Array }> = {
    '/': {
      type: 'text/html',
      body: '<!doctype html><title>walk</title><body><script src="/host.js"></script>',
    },
    '/host.js': script(host.outputFiles[0]!.text),
    ...Object.fromEntries([...kernel, ...assets]),
  }
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname
    const known = Object.hasOwn(files, path) ? files[path] : undefined
    if (known) response.writeHead(200, { 'content-type': known.type }).end(known.body)
    else if (path === '/sandbox/frame')
      response.writeHead(200, frameHeaders(manifest.frame.script)).end(manifest.frame.html)
    else if (/^\/data(\/[\w-]+)+(\.[\w-]+)*$/.test(path)) sendData(join(root, 'public', path))
    else response.writeHead(404).end()

    function sendData(file: string) {
      try {
        response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(readFileSync(file))
      } catch {
        response.writeHead(404).end()
      }
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}
