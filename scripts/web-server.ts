/** The web server as a child process: started, watched, started again when it dies, stopped before the database. */
import { spawn, type ChildProcess } from 'node:child_process'
import { createRequire } from 'node:module'
import path from 'node:path'
import { until } from '../lib/db/processes.server'

export type WebOptions = {
  development: boolean
  host: string
  port: number
  environment: Record<string, string>
  say(line: string): void
  /** It never became ready, again and again: starting it once more would not help. */
  giveUp(reason: string): void
}

export type WebServer = {
  /** Resolves when the site answers. */
  ready(): Promise<void>
  /** Ends the running process; another starts with this environment. */
  restart(environment: Record<string, string>): void
  stop(): Promise<void>
}

const root = path.resolve(path.dirname(new URL(import.meta.url).pathname), '..')
const next = createRequire(import.meta.url).resolve('next/dist/bin/next')
const guard = new URL('./web-guard.mjs', import.meta.url).href
/** Milliseconds of life after which a death counts as the first of its kind again. */
const STABLE = 30_000
const MAX_DEATHS = 6

export function startWeb(options: WebOptions): WebServer {
  let environment = options.environment
  let child: ChildProcess
  let isStopping = false
  let deaths = 0
  let timer: NodeJS.Timeout | undefined

  const launch = () => {
    const startedAt = Date.now()
    const { development, host, port } = options
    const words = development
      ? [next, 'dev', '-H', host, '-p', String(port)]
      : [path.join(root, 'dist', 'web.mjs')]
    const started = spawn(process.execPath, words, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: {
        ...process.env,
        ...environment,
        NODE_OPTIONS: [process.env['NODE_OPTIONS'], `--import=${guard}`].filter(Boolean).join(' '),
        ...(development ? {} : { NODE_ENV: 'production', HOST: host, PORT: String(port) }),
        NEXT_TELEMETRY_DISABLED: '1',
      },
    })
    child = started
    started.once('exit', (code, signalName) => {
      if (isStopping || child !== started) return
      deaths = Date.now() - startedAt > STABLE ? 1 : deaths + 1
      const cause = signalName ?? `code ${code}`
      if (deaths > MAX_DEATHS)
        return options.giveUp(`The web server ended ${deaths} times in a row (${cause}).`)
      const pause = Math.min(250 * 2 ** (deaths - 1), 8_000)
      options.say(`The web server ended (${cause}); starting it again in ${pause / 1000} s`)
      timer = setTimeout(launch, pause)
    })
  }
  launch()

  const end = async (victim: ChildProcess, ms: number) => {
    const isGone = () => victim.exitCode !== null || victim.signalCode !== null
    if (isGone()) return
    victim.kill('SIGTERM')
    if (await until(isGone, ms)) return
    victim.kill('SIGKILL')
    await until(isGone, 5_000)
  }

  return {
    async ready() {
      const host = options.host === '0.0.0.0' || options.host === '::' ? '127.0.0.1' : options.host
      const address = `http://${host.includes(':') ? `[${host}]` : host}:${options.port}/api/health/ready`
      for (;;) {
        if (isStopping) return
        const answer = await fetch(address).catch(() => undefined)
        if (answer?.ok) return
        await new Promise((resolve) => setTimeout(resolve, 150))
      }
    },
    restart(changed) {
      environment = changed
      const old = child
      clearTimeout(timer)
      child = undefined as unknown as ChildProcess
      void (async () => {
        await end(old, 5_000)
        if (!isStopping) launch()
      })()
    },
    async stop() {
      isStopping = true
      clearTimeout(timer)
      if (child) await end(child, 8_000)
    },
  }
}
