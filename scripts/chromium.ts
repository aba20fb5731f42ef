import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { installPackages } from './packages'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome']

/** The browser of `CHROMIUM_PATH`, else the first one on PATH. */
export function findChromium(): string | undefined {
  const given = process.env['CHROMIUM_PATH']
  if (given !== undefined && existsSync(given)) return given
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path))
}

/** A Chromium to drive, with a Chinese font for it. */
export function ensureChromium(): string {
  const found = findChromium()
  if (found !== undefined) return found
  installPackages(['chromium', 'fonts-wqy-microhei'], 'The browser tests')
  const installed = findChromium()
  if (installed === undefined)
    throw new Error('Chromium was installed but is not on PATH: set CHROMIUM_PATH.')
  return installed
}
