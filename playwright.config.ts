import { defineConfig } from '@playwright/test'
import { findChromium } from './scripts/chromium'

const port = Number(process.env['E2E_PORT'] ?? 3170)
const executablePath = findChromium()
const asRoot = process.getuid?.() === 0

/** Journeys of real users against the built application and its own database, in a data folder of its own. */
export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/server.ts',
  // The journeys share one organisation and two cores.
  workers: 1,
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
    baseURL: `http://127.0.0.1:${port}`,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    trace: 'retain-on-failure',
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: asRoot ? ['--no-sandbox'] : [],
    },
  },
  projects: [
    { name: 'wall', testMatch: /wall\.spec\.ts/ },
    { name: 'journeys', testMatch: /(?<!wall|webgpu)\.spec\.ts/ },
    {
      name: 'webgpu',
      testMatch: /webgpu\.spec\.ts/,
      use: {
        launchOptions: {
          ...(executablePath === undefined ? {} : { executablePath }),
          args: [
            ...(asRoot ? ['--no-sandbox'] : []),
            '--enable-unsafe-webgpu',
            '--use-webgpu-adapter=swiftshader',
            '--enable-features=Vulkan',
            '--use-vulkan=swiftshader',
          ],
        },
      },
    },
  ],
})
