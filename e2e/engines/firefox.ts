import { existsSync } from 'node:fs'
import puppeteer from 'puppeteer-core'
import { installPackages } from '../../scripts/packages'
import type { Driver } from './driver'

const PATHS = ['/usr/bin/firefox-esr', '/usr/bin/firefox']

function findFirefox(): string | undefined {
  return [process.env['FIREFOX_PATH'] ?? '', ...PATHS].find((path) => path !== '' && existsSync(path))
}

/** Firefox over WebDriver BiDi. */
export async function openFirefox(): Promise<Driver> {
  if (findFirefox() === undefined)
    installPackages(['firefox-esr', 'fonts-wqy-microhei'], 'The Firefox journey')
  const executablePath = findFirefox()
  if (executablePath === undefined) throw new Error('Firefox is installed but not found: set FIREFOX_PATH.')
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true })
  const page = await browser.newPage()
  return {
    name: 'Firefox',
    version: await browser.version(),
    open: async (url) => {
      await page.goto(url)
    },
    run: (body, ...args) =>
      page.evaluate(`(async (...args) => { ${body} })(...${JSON.stringify(args)})`) as Promise<never>,
    close: () => browser.close(),
  }
}
