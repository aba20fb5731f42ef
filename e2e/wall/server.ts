/**
 * A small server for the wall's tests: the kernel's files and the frame under the very headers of the app's route, the
 * host page, and hostile variants of the frame under the same headers with their own script's hash, because the frame's
 * window counts as compromised. `control` serves the same without Content-Security-Policy: there the vectors must leak.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { build } from 'esbuild'
import { frameHeaders } from '../../lib/runtime/frame-headers'
import type { KernelManifest } from '../../lib/runtime/manifest'

/** As the app's pages have it. `frame-src` names the folder: with 'self' a frame could be led to any page of the app. */
const hostPolicy = (origin: string) =>
  `default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; frame-src ${origin}/sandbox/ ` +
  `${origin}/hostile/; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`

export type WallServer = { origin: string; seen: string[]; close(): Promise<void> }

const markup = (script: string) =>
  `<!doctype html><meta charset="utf-8"><title>frame</title><body><script>${script}</script>`

export async function serveWall(options: {
  root: string
  manifest: KernelManifest
  /** Script of a hostile frame by its name: `/hostile/<name>`. */
  hostile: Record<string, string>
  /** A hostile runtime by its name, for the true frame: `/runtime/<name>`. */
  runtimes?: Record<string, string>
  control?: boolean
}): Promise<WallServer> {
  const { manifest, root } = options
  const host = await build({
    entryPoints: [join(root, 'e2e/wall/host.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    platform: 'browser',
  })
  const seen: string[] = []
  const server: Server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://host').pathname)
    seen.push(`${request.method} ${request.url}`)
    const send = (body: string | Uint8Array, headers: Record<string, string>) => {
      if (options.control) delete headers['content-security-policy']
      response.writeHead(200, headers).end(body)
    }
    const hostile = path.startsWith('/hostile/') ? options.hostile[path.slice('/hostile/'.length)] : undefined
    const runtime = path.startsWith('/runtime/')
      ? options.runtimes?.[path.slice('/runtime/'.length)]
      : undefined
    if (path === '/')
      send('<!doctype html><title>host</title><body><script src="/host.js"></script>', {
        'content-type': 'text/html',
        'content-security-policy': hostPolicy(`http://${request.headers.host}`),
        'set-cookie': 'session=secret; Path=/; SameSite=Lax',
      })
    else if (path === '/host.js') send(host.outputFiles[0]!.text, { 'content-type': 'text/javascript' })
    else if (path === '/sandbox/frame') send(manifest.frame.html, frameHeaders(manifest.frame.script))
    else if (hostile !== undefined)
      send(markup(hostile), frameHeaders(`sha256-${createHash('sha256').update(hostile).digest('base64')}`))
    else if (runtime !== undefined) send(runtime, { 'content-type': 'text/javascript' })
    else if (path.startsWith(`/kernel/${manifest.hash}/`))
      send(readFileSync(join(root, 'public', path)), {
        'content-type': path.endsWith('.wasm') ? 'application/wasm' : 'text/javascript',
      })
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    seen,
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
