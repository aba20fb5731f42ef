/**
 * Two sites for a run of the browser tests, each with an organisation of its own: journeys change what readers would
 * look at, so those who only read and those who work do not share one, and both run at the same time.
 */
import { startSite } from './server'

const first = Number(process.env['E2E_PORT'] ?? 3170)
export const PORTS = { journeys: first, readers: first + 1 } as const
/** For the sites that stand behind a proxy, and the proxy itself. */
export const PROXIED = { site: first + 2, proxy: first + 3 } as const
/** Of sites that a journey starts for itself, because it begins where no organisation is, or ends one. */
export const OWN_PORTS = { empty: first + 4, leaving: first + 5 } as const

/** Starts both sites, or the one that `--project` names. */
export default async function startSites(): Promise<() => Promise<void>> {
  const named = process.argv.flatMap((word, at) =>
    word === '--project'
      ? [process.argv[at + 1] ?? '']
      : word.startsWith('--project=')
        ? [word.slice(10)]
        : [],
  )
  const wanted = Object.entries(PORTS).filter(
    ([site]) =>
      named.length === 0 ||
      named.some((project) => project !== 'proxied' && (project === 'journeys') === (site === 'journeys')),
  )
  const sites = await Promise.all(wanted.map(([, port]) => startSite(port)))
  return async () => {
    await Promise.all(sites.map((site) => site.stop()))
  }
}
