import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { z } from 'zod'
import { installPackages } from '../../scripts/packages'
import type { Driver } from './driver'

const DRIVER = '/usr/bin/WebKitWebDriver'

const Reply = z.object({ value: z.unknown() })
const Session = z.object({ sessionId: z.string(), capabilities: z.object({ browserVersion: z.string() }) })
const Failure = z.object({ error: z.string(), message: z.string() })
const Outcome = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.string() }),
])

function findMiniBrowser(): string | undefined {
  const found = spawnSync('find', ['/usr/lib', '-name', 'MiniBrowser', '-type', 'f'], { encoding: 'utf8' })
  return found.stdout.split('\n').find((line) => line !== '')
}

async function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer().once('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

/** WebKitGTK's own small browser under a virtual screen, over plain WebDriver. */
export async function openWebKit(): Promise<Driver> {
  if (!existsSync(DRIVER) || !existsSync('/usr/bin/xvfb-run') || !existsSync('/usr/bin/dbus-run-session')) {
    installPackages(
      ['webkit2gtk-driver', 'xvfb', 'xauth', 'dbus', 'fonts-wqy-microhei'],
      'The WebKit journey',
    )
  }
  const binary = findMiniBrowser()
  if (binary === undefined) throw new Error('MiniBrowser of WebKitGTK was not found below /usr/lib.')
  const port = await freePort()
  const driver = spawn('xvfb-run', ['-a', 'dbus-run-session', '--', DRIVER, `--port=${port}`], {
    stdio: 'ignore',
    detached: true,
    // WebKit's own process sandbox needs user namespaces that containers seldom have; the page's wall is not affected.
    env: { ...process.env, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' },
  })
  const stop = () => {
    if (driver.pid !== undefined && driver.exitCode === null) process.kill(-driver.pid, 'SIGTERM')
  }

  async function request(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const { value } = Reply.parse(await answer.json())
    const failure = Failure.safeParse(value)
    if (!answer.ok && failure.success)
      throw new Error(`WebKit: ${failure.data.error}: ${failure.data.message}`)
    return value
  }

  await listening(port)
  const session = Session.parse(
    await request('POST', '/session', {
      capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { binary, args: ['--automation'] } } },
    }),
  )
  const base = `/session/${session.sessionId}`
  await request('POST', `${base}/timeouts`, { script: 120_000, pageLoad: 120_000 })
  return {
    name: 'WebKitGTK',
    version: session.capabilities.browserVersion,
    open: async (url) => {
      await request('POST', `${base}/url`, { url })
    },
    run: async (body, ...args) => {
      const script = `const done = arguments[arguments.length - 1]
        ;(async (...args) => { ${body} })(...Array.prototype.slice.call(arguments, 0, -1)).then(
          (value) => done({ ok: true, value: value === undefined ? null : value }),
          (error) => done({ ok: false, error: String(error) }))`
      const outcome = Outcome.parse(await request('POST', `${base}/execute/async`, { script, args }))
      if (!outcome.ok) throw new Error(`WebKit: ${outcome.error}`)
      return outcome.value as never
    },
    close: async () => {
      await request('DELETE', base).catch(() => undefined)
      stop()
    },
  }
}

async function listening(port: number): Promise<void> {
  const end = Date.now() + 30_000
  while (Date.now() < end) {
    const up = await fetch(`http://127.0.0.1:${port}/status`).then(
      () => true,
      () => false,
    )
    if (up) return
    await new Promise((again) => setTimeout(again, 100))
  }
  throw new Error('WebKitWebDriver did not answer within 30 s.')
}
