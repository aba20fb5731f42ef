import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type Site = {
  url: string
  /** The folder it lives in. */
  data: string
  /** What it has printed. */
  log: () => string
  stop: () => Promise<void>
}

/** Starts the product as a user would, on a port and data of its own; `environment` is added to what a user would set. */
export async function startSite(port: number, environment: Record<string, string> = {}): Promise<Site> {
  const data = join(tmpdir(), `zhucai-e2e-${process.pid}-${port}`)
  const server = spawn(
    process.execPath,
    ['--conditions=react-server', '--import', 'tsx', 'scripts/serve.ts'],
    {
      env: {
        ...process.env,
        PORT: String(port),
        ZHUCAI_DATA: data,
        NODE_ENV: 'production',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let log = ''
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (text) => (log += String(text)))
  await ready(server, port, () => log)
  return {
    url: `http://127.0.0.1:${port}`,
    data,
    log: () => log,
    stop: async () => {
      server.kill('SIGTERM')
      await new Promise((done) => (server.exitCode === null ? server.once('exit', done) : done(null)))
      rmSync(data, { recursive: true, force: true })
    },
  }
}

async function ready(server: ChildProcess, port: number, log: () => string): Promise<void> {
  const end = Date.now() + 120_000
  while (Date.now() < end) {
    if (server.exitCode !== null) throw new Error(`The server stopped before it was ready:\n${log()}`)
    const answer = await fetch(`http://127.0.0.1:${port}/api/health/ready`).catch(() => null)
    if (answer?.ok) return
    await new Promise((again) => setTimeout(again, 250))
  }
  server.kill('SIGKILL')
  throw new Error(`The server was not ready within two minutes:\n${log()}`)
}
