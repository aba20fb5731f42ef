import { spawnSync } from 'node:child_process'

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
