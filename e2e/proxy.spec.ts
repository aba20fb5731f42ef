/**
 * Behind a real nginx, with the configurations of `docs/proxy.md` and the ways in which people shorten them: signing in,
 * and a lesson whose cell computes. Each row is an address that people type and what the proxy tells us of it.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { findChromium } from '../scripts/chromium'
import { ensureNginx } from '../scripts/nginx'
import { expectStanding, run } from './lesson'
import { startSite, type Site } from './server'
import { signIn } from './sign-in'
import { PROXIED } from './sites'

const NAME = 'learn.example.com'
const blocks = [...readFileSync('docs/proxy.md', 'utf8').matchAll(/```nginx\n([^]*?)```/g)].map(
  ([, block = '']) => block,
)
const documented = (listen: string): string => blocks.find((block) => block.includes(`listen ${listen};`))!
/** The documented server, but for what it says of the request: nginx then sends the upstream's name as Host. */
const silent = (block: string): string => block.replaceAll(/^ *proxy_set_header .*\n/gm, '')

const secure = documented('443 ssl')
const plain = documented('80')
const ROWS = [
  ['https on a name, as documented', `https://${NAME}:${PROXIED.proxy}`, secure],
  ['https on a name, nothing but proxy_pass', `https://${NAME}:${PROXIED.proxy}`, silent(secure)],
  ['https on a name of this machine', `https://localhost:${PROXIED.proxy}`, silent(secure)],
  ['http on a name, as documented', `http://${NAME}:${PROXIED.proxy}`, plain],
  ['http on a name of this machine', `http://localhost:${PROXIED.proxy}`, plain],
] as const

const folder = mkdtempSync(join(tmpdir(), 'zhucai-proxy-'))
let nginx: ChildProcess | undefined
let site: { address: string; running: Site } | undefined

async function stop(process: ChildProcess | undefined): Promise<void> {
  if (!process || process.exitCode !== null) return
  const ended = new Promise((resolve) => process.once('exit', resolve))
  process.kill('SIGTERM')
  await ended
}

/** The text of a server as it stands in the documentation, put to work in this folder and on these ports. */
async function startNginx(block: string): Promise<void> {
  await stop(nginx)
  const server = block
    .replaceAll(/\/etc\/ssl\/learn\.example\.com/g, join(folder, 'site'))
    .replace(/listen (443|80)/, `listen 127.0.0.1:${PROXIED.proxy}`)
    .replace('server_name learn.example.com;', 'server_name _;')
    .replace('127.0.0.1:3000', `127.0.0.1:${PROXIED.site}`)
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `${kind}_temp_path ${join(folder, kind)};`)
    .join('\n')
  const workers = process.getuid?.() === 0 ? 'user root;' : ''
  writeFileSync(
    join(folder, 'nginx.conf'),
    `${workers}daemon off; worker_processes 1; pid ${join(folder, 'pid')}; error_log stderr warn;
     events {} http { access_log off; ${temporary} ${server} }`,
  )
  nginx = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

async function startAt(address: string): Promise<void> {
  if (site?.address === address) return
  await site?.running.stop()
  const running = await startSite(PROXIED.site, {
    BETTER_AUTH_URL: address,
    TRUSTED_PROXIES: '127.0.0.1',
    ZHUCAI_DATA: join(folder, 'data'),
  })
  site = { address, running }
}

test.use({
  ignoreHTTPSErrors: true,
  launchOptions: {
    ...(findChromium() === undefined ? {} : { executablePath: findChromium()! }),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--host-resolver-rules=MAP ${NAME} 127.0.0.1, MAP localhost 127.0.0.1`,
    ],
  },
})

test.beforeAll(() => {
  ensureNginx()
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=${NAME}`]
      .concat(['-addext', `subjectAltName=DNS:${NAME},DNS:localhost`])
      .concat(['-keyout', join(folder, 'site.key'), '-out', join(folder, 'site.pem')]),
    { stdio: 'ignore' },
  )
})
test.afterAll(async () => {
  await stop(nginx)
  await site?.running.stop()
  rmSync(folder, { recursive: true, force: true })
})

for (const [what, address, block] of ROWS)
  test(`a lesson computes behind nginx: ${what}`, async ({ browser }) => {
    await startNginx(block)
    await startAt(address)
    const context = await browser.newContext({ baseURL: address, ignoreHTTPSErrors: true })
    const page = await context.newPage()
    await expect
      .poll(async () => (await page.goto('/sign-in').catch(() => undefined))?.status(), { timeout: 20_000 })
      .toBe(200)
    await signIn(page, 'trainee')
    const [cookie] = (await context.cookies()).filter(({ name }) => name.endsWith('zhucai'))
    expect(cookie?.secure).toBe(address.startsWith('https:'))

    const answer = await page.goto('/learn/what-is-a-large-model')
    expect(answer?.headers()['strict-transport-security']).toBe(
      address.startsWith('https:') ? 'max-age=31536000' : undefined,
    )
    const cell = page.locator('[data-cell-frame]').first()
    await run(cell)
    await expectStanding(cell, 'done')
    await context.close()
  })
