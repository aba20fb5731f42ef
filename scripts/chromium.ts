import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome']

/** The browser of `CHROMIUM_PATH`, else the first one on PATH. */
export function findChromium(): string | undefined {
  const given = process.env['CHROMIUM_PATH']
  if (given !== undefined && existsSync(given)) return given
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path))
}

/** Installs Debian packages when this process may; says what to install where it may not. */
export function installPackages(names: readonly string[], purpose: string): void {
  const apt = spawnSync('apt-get', ['--version'], { stdio: 'ignore' })
  if (apt.status !== 0 || process.getuid?.() !== 0) {
    throw new Error(
      `${purpose} needs ${names.join(', ')}. Install it (on Debian: apt-get install ${names.join(' ')}), ` +
        'or run this once as a user who may.',
    )
  }
  console.log(`· Installing ${names.join(', ')}`)
  const quiet = { stdio: ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit'] }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('apt-get', ['update', '-qq'], { ...quiet, env })
  const done = spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], {
    ...quiet,
    env,
  })
  if (done.status !== 0) throw new Error(`apt-get could not install ${names.join(' ')}: see the lines above.`)
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
