import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { connect } from './client.server'
import { startPostgres, type Postgres } from './embedded.server'
import { migrateDatabase } from './migrate.server'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a test file asks for the address of the run's database server. */
    databaseBroker: string
  }
}

/**
 * One PostgreSQL for a whole test run, started when the first test file asks for it: a run without database tests
 * pays for a socket. The migrated `template` is what each file's own database is copied from.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zhucai-test-'))
  fs.chmodSync(folder, 0o711)
  let starting: Promise<Postgres> | undefined
  const broker = net.createServer((socket) => {
    socket.on('error', () => {})
    starting ??= start(folder)
    starting.then(
      (server) => socket.end(JSON.stringify({ url: server.url() })),
      (error: unknown) => socket.end(JSON.stringify({ error: String(error) })),
    )
  })
  const address = path.join(folder, 'broker')
  await new Promise<void>((resolve) => broker.listen(address, resolve))
  project.provide('databaseBroker', address)
  return async () => {
    broker.close()
    const server = await starting?.catch(() => undefined)
    await server?.stop()
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

async function start(folder: string): Promise<Postgres> {
  const server = await startPostgres({ data: folder, password: 'for tests only', volatile: true })
  const admin = connect(server.url(), { max: 1, statementTimeout: 0 })
  await admin.execute('create database template')
  await admin.$client.end()
  await migrateDatabase(server.url('template'))
  return server
}
