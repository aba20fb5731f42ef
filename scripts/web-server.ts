/** The web server as a child process: started, watched, started again when it dies, stopped before the database. */
import { spawn, type ChildProcess } from 'node:child_process'
import { createRequire } from 'node:module'
import path from 'node:path'
import { DISK_FULL } from '../lib/api/health-words'
import { until } from '../lib/db/processes.server'

export type WebOptions = {
  development: boolean
  host: string
  port: number
  environment: Record<string, string>
  say(line: string): void
  /** It never became ready, again and again: starting it once more would not help. */
  giveUp(reason: string): void
  /** What is started instead of the site, and how patiently it is watched; for tests. */
  program?: { words: string[]; pace: Pace }
}

type Pace = {
  /** Milliseconds between two questions whether it is alive, and of silence after which it is not. */
  ask: number
  silence: number
  /** Milliseconds that the first question may take to be answered: the program has to be read. */
  start: number
  /** Milliseconds without an answer over the network after which it is not, however alive it says it is. */
  unanswered: number
  /** Milliseconds before the first start after a death; they double with each. */
  pause: number
}

const PACE: Pace = { ask: 2_000, silence: 15_000, start: 90_000, unanswered: 60_000, pause: 250 }
const LONGEST_PAUSE = 30_000

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
  let wasReady = false
  let timer: NodeJS.Timeout | undefined
  const { words: chosen, pace } = { words: undefined, pace: PACE, ...options.program }
  const address = `${addressOf(options)}/api/health`

  const launch = () => {
    const startedAt = Date.now()
    const { development, host, port } = options
    const words =
      chosen ??
      (development ? [next, 'dev', '-H', host, '-p', String(port)] : [path.join(root, 'dist', 'web.mjs')])
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
    const watch = development
      ? undefined
      : watchLife(
          started,
          pace,
          `${address}/live`,
          () => wasReady,
          (what) => {
            options.say(`The web server ${what}; it is replaced`)
            started.kill('SIGKILL')
          },
        )
    started.once('exit', (code, signalName) => {
      watch?.end()
      if (isStopping || child !== started) return
      deaths = Date.now() - startedAt > STABLE ? 1 : deaths + 1
      const cause = signalName ?? `code ${code}`
      // What has worked once will work again: the site outlives any number of deaths, ever more patiently.
      if (deaths > MAX_DEATHS && !wasReady)
        return options.giveUp(`The web server ended ${deaths} times in a row (${cause}).`)
      const pause = Math.min(pace.pause * 2 ** Math.min(deaths - 1, 20), LONGEST_PAUSE)
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
      for (;;) {
        if (isStopping) return
        const answer = await fetch(`${address}/ready`).catch(() => undefined)
        // With a full disk nothing can be saved, but there is a site to read.
        const isFull = (await answer?.text().catch(() => ''))?.includes(DISK_FULL)
        if (answer?.ok || isFull) {
          wasReady = true
          return
        }
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

function addressOf({ host: given, port }: WebOptions): string {
  const host = given === '0.0.0.0' || given === '::' ? '127.0.0.1' : given
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

/**
 * Asks a process again and again whether it is alive: one that exists may hang. Between the requests of a busy site an
 * answer comes within moments, so silence is short; over the network it queues with everybody else's.
 */
function watchLife(
  child: ChildProcess,
  pace: Pace,
  address: string,
  isServing: () => boolean,
  hangs: (what: string) => void,
): { end(): void } {
  let heard = Date.now() + pace.start - pace.silence
  let answered: number | undefined
  let isAsking = false
  let asked = Date.now()
  child.on('message', () => (heard = Date.now()))

  const askOverNetwork = async () => {
    isAsking = true
    answered ??= Date.now()
    const signal = AbortSignal.timeout(pace.unanswered)
    const answer = await fetch(address, { signal }).catch(() => undefined)
    if (answer) answered = Date.now()
    await answer?.body?.cancel()
    isAsking = false
  }
  const timer = setInterval(() => {
    const now = Date.now()
    // This machine slept, or we were stopped ourselves: nobody could have answered.
    if (now - asked > pace.ask * 3) {
      heard = Math.max(heard, now)
      if (answered !== undefined) answered = now
    }
    asked = now
    if (child.connected) child.send('alive?', () => {})
    if (isServing() && !isAsking) void askOverNetwork()
    if (now - heard > pace.silence) hangs(`has not said a word for ${pace.silence / 1000} s`)
    else if (answered !== undefined && now - answered > pace.unanswered)
      hangs(`has answered nobody for ${pace.unanswered / 1000} s`)
  }, pace.ask)
  return { end: () => clearInterval(timer) }
}
