import { frameHeaders } from '@/lib/runtime/frame-headers'
import { kernelManifest } from '@/lib/runtime/manifest.server'

/** Read on each request, because a rebuilt kernel brings another script hash. */
export const dynamic = 'force-dynamic'

/** The opaque frame: static markup, no cookie, nothing about the user. The address carries the kernel's hash. */
export function GET(request: Request): Response {
  const { frame, hash } = kernelManifest()
  const current = new URL(request.url).searchParams.get('v') === hash
  return new Response(frame.html, {
    headers: {
      ...frameHeaders(frame.script),
      'cache-control': current ? 'public, max-age=31536000, immutable' : 'no-cache',
    },
  })
}
