import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { until } from '../lib/db/processes.server'
import { startWeb, type WebServer } from './web-server'

const folder = mkdtempSync(join(tmpdir(), 'zhucai-web-'))
const births = join(folder, 'births')
const program = join(folder, 'program.mjs')
writeFileSync(
  program,
  `import { createServer } from 'node:http'
import { appendFileSync } from 'node:fs'
createServer((request, response) => response.end('ready')).listen(Number(process.env.PORT), '127.0.0.1')
appendFileSync(${JSON.stringify(births)}, process.pid + '\\n')
process.on('SIGTERM', () => process.exit(0))
`,
)
const born = (): number[] => readFileSync(births, 'utf8').trim().split('\n').map(Number)
const pace = { ask: 50, silence: 1_000, start: 20_000, unanswered: 5_000, pause: 5 }

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })

let web: WebServer | undefined
const said: string[] = []
async function start(words = [program]): Promise<{ gaveUp: string[] }> {
  writeFileSync(births, '')
  said.length = 0
  const gaveUp: string[] = []
  web = startWeb({
    development: false,
    host: '127.0.0.1',
    port: await freePort(),
    environment: {},
    say: (line) => said.push(line),
    giveUp: (reason) => gaveUp.push(reason),
    program: { words, pace },
  })
  return { gaveUp }
}
afterEach(async () => {
  await web?.stop()
  web = undefined
})

test('a web server that hangs is replaced', async () => {
  await start()
  await web!.ready()
  const [first] = born()
  process.kill(first!, 'SIGSTOP')
  expect(await until(() => born().length === 2, 20_000)).toBe(true)
  await web!.ready()
  expect(said.join('\n')).toContain('has not said a word')
}, 40_000)

test('the site outlives any number of deaths', async () => {
  const { gaveUp } = await start()
  await web!.ready()
  for (let death = 1; death <= 9; death++) {
    process.kill(born().at(-1)!, 'SIGKILL')
    expect(await until(() => born().length === death + 1, 20_000)).toBe(true)
  }
  await web!.ready()
  expect(gaveUp).toEqual([])
}, 60_000)

test('what never worked is given up', async () => {
  const broken = join(folder, 'broken.mjs')
  writeFileSync(broken, 'process.exit(3)\n')
  const { gaveUp } = await start([broken])
  expect(await until(() => gaveUp.length === 1, 20_000)).toBe(true)
  expect(gaveUp[0]).toContain('code 3')
  rmSync(broken)
}, 40_000)
