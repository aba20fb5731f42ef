const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]']

/**
 * Every origin that a site at this address answers to: the address itself and, when that is this very machine, its
 * other loopback names, so that `localhost` works where `127.0.0.1` was printed.
 */
export function originsOf(address: string): string[] {
  const url = new URL(address)
  const aliases = LOOPBACK.includes(url.hostname)
    ? LOOPBACK.map((host) => `${url.protocol}//${host}${url.port ? `:${url.port}` : ''}`)
    : []
  return [...new Set([url.origin, ...aliases])]
}

/**
 * Where pages may have frames from: the sandbox, at the address people type. What a request calls its host says
 * nothing: behind a proxy it is often the proxy's name for us, and without https.
 */
export function frameSources(address: string | undefined, host: string | null): string {
  if (address === undefined) return "'self'"
  const sources = originsOf(address)
    // A policy cannot name an address of IPv6; the page's own origin is then the nearest that it can say.
    .map((origin) => (origin.includes('[') ? undefined : `${origin}/sandbox/`))
    .filter((source) => source !== undefined)
  const isUnnamed = sources.length === 0 || (sources.length > 1 && host?.startsWith('[::1]'))
  return isUnnamed ? [...sources, "'self'"].join(' ') : sources.join(' ')
}
