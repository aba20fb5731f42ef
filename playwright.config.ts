import { defineConfig } from '@playwright/test'
import { findChromium } from './scripts/chromium'

import { PORTS } from './e2e/sites'

const executablePath = findChromium()
const asRoot = process.getuid?.() === 0
const launch = (...args: string[]) => ({
  ...(executablePath === undefined ? {} : { executablePath }),
  args: [...(asRoot ? ['--no-sandbox'] : []), ...args],
})
const readers = { baseURL: `http://127.0.0.1:${PORTS.readers}` }
const READ = ['wall', 'cells', 'a11y', 'content', 'pages', 'glossary', 'permissions']

/** Journeys of real users against the built application and its own database, in data folders of their own. */
export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/sites.ts',
  // One worker a site: journeys share an organisation, and there may be no more than two cores.
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: [
    ['list'],
    ['json', { outputFile: process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] ?? 'dist/reports/browser.json' }],
  ],
  use: {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    trace: 'retain-on-failure',
    launchOptions: launch(),
  },
  projects: [
    {
      name: 'journeys',
      testIgnore: new RegExp(`(${[...READ, 'webgpu', 'proxy'].join('|')})\\.spec\\.ts`),
      use: { baseURL: `http://127.0.0.1:${PORTS.journeys}` },
      workers: 1,
    },
    {
      name: 'readers',
      testMatch: new RegExp(`(${READ.join('|')})\\.spec\\.ts`),
      use: readers,
      workers: 1,
    },
    {
      // Starts sites of its own, each behind a proxy.
      name: 'proxied',
      testMatch: /proxy\.spec\.ts/,
      workers: 1,
    },
    {
      name: 'webgpu',
      testMatch: /webgpu\.spec\.ts/,
      use: {
        ...readers,
        launchOptions: launch(
          '--enable-unsafe-webgpu',
          '--use-webgpu-adapter=swiftshader',
          '--enable-features=Vulkan',
          '--use-vulkan=swiftshader',
        ),
      },
      workers: 1,
    },
  ],
})
