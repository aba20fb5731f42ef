import { spawnSync } from 'node:child_process'
import { installPackages } from './packages'

const works = (command: string, ...args: string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0

/** A reverse proxy for the tests to stand behind, and a maker of certificates for it. */
export function ensureNginx(): void {
  if (works('nginx', '-v') && works('openssl', 'version')) return
  installPackages(['nginx', 'openssl'], 'The tests behind a reverse proxy')
}
