import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const port = process.env['E2E_PORT'] ?? '3170'

/** Starts the product as a user would, on data of its own, and stops it when the journeys are over. */
export default async function startServer(): Promise<() => Promise<void>> {
  const data = join(tmpdir(), `zhucai-e2e-${process.pid}`)
  const server = spawn(
    process.execPath,
    ['--conditions=react-server', '--import', 'tsx', 'scripts/serve.ts'],
    {
      env: { ...process.env, PORT: port, ZHUCAI_DATA: data, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let log = ''
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (text) => (log += String(text)))
  await ready(server, () => log)
  return async () => {
    server.kill('SIGTERM')
    await new Promise((done) => (server.exitCode === null ? server.once('exit', done) : done(null)))
    rmSync(data, { recursive: true, force: true })
  }
}

async function ready(server: ChildProcess, log: () => string): Promise<void> {
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
