import 'server-only'
import { z } from 'zod'
import { originsOf } from './origins'

const Environment = z.object({
  /** The one address people type, without a path. Cookies, origin checks and links depend on it. */
  BETTER_AUTH_URL: z.url({ protocol: /^https?$/ }),
  /** Signs session cookies. */
  BETTER_AUTH_SECRET: z.string().min(32, 'at least 32 characters'),
})

export type Site = {
  /** Scheme, host and port, as a browser sends it in `Origin`. */
  origin: string
  secret: string
  isSecure: boolean
  /** The name of the session's cookie. `__Host-` pins the host and the path, and needs a secure address. */
  cookie: string
  /**
   * Every origin the site answers to: the one above and, when that is this very machine, its other loopback names,
   * so that `localhost` works where `127.0.0.1` was printed. A request must come from the origin it is sent to.
   */
  origins: readonly string[]
}

let kept: { from: string; site: Site } | undefined

/** The environment as it is now; a missing or weak value is a sentence that names it. */
export function site(): Site {
  const from = `${process.env['BETTER_AUTH_URL']} ${process.env['BETTER_AUTH_SECRET']}`
  if (kept?.from !== from) kept = { from, site: readSite() }
  return kept.site
}

function readSite(): Site {
  const parsed = Environment.safeParse(process.env)
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`The environment is incomplete (npm start sets it up). ${faults.join('; ')}`)
  }
  const url = new URL(parsed.data.BETTER_AUTH_URL)
  const isSecure = url.protocol === 'https:'
  return {
    origin: url.origin,
    secret: parsed.data.BETTER_AUTH_SECRET,
    isSecure,
    cookie: isSecure ? '__Host-zhucai' : 'zhucai',
    origins: originsOf(url.origin),
  }
}

/**
 * Whether a page of this origin may send changes to the host asked for. Of the several names that a machine has for
 * itself a page must use the one it sends to; any other host is a proxy's name for us, which says nothing.
 */
export function isOwnOrigin(origin: string, host: string | null): boolean {
  const { origins } = site()
  if (!origins.includes(origin)) return false
  const isName = origins.some((name) => new URL(name).host === host)
  return !isName || new URL(origin).host === host
}
