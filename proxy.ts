import { NextResponse, type NextRequest } from 'next/server'
import { frameSources } from './lib/auth/origins'
import { PATH_HEADER } from './lib/auth/sign-in-path'

/**
 * Headers, and nothing else: who may see a page is decided where its data is read. Every page gets a policy with a
 * nonce of its own, which Next.js puts on its scripts; whatever policy a request brought along is overwritten.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(18))))
  const policy = contentPolicy(
    nonce,
    frameSources(process.env['BETTER_AUTH_URL'], request.headers.get('host')),
  )
  const headers = new Headers(request.headers)
  headers.delete('content-security-policy-report-only')
  headers.set('content-security-policy', policy)
  headers.set('x-nonce', nonce)
  headers.set(PATH_HEADER, `${request.nextUrl.pathname}${request.nextUrl.search}`)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  for (const [name, value] of Object.entries(SEALS)) response.headers.set(name, value)
  return response
}

const SEALS = {
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy':
    'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), midi=(), payment=(), ' +
    'display-capture=(), screen-wake-lock=(), idle-detection=(), local-fonts=(), browsing-topics=()',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const

function contentPolicy(nonce: string, frames: string): string {
  const isDevelopment = process.env.NODE_ENV === 'development'
  return [
    "default-src 'self'",
    // React and the bundler evaluate text while developing.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    `frame-src ${frames}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

export const config = {
  /** Pages. The sandbox frame brings its own, stricter policy; the API and files need none with a nonce. */
  matcher: [
    '/((?!api/|sandbox/|_next/static/|_next/image|kernel/|data/|editor/|icon\\.svg|favicon\\.ico).*)',
  ],
}
