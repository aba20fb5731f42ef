import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { assemblyVitePlugin } from './scripts/assembly'

const root = fileURLToPath(new URL('.', import.meta.url))

/** One project: pure unit tests and database tests run side by side, each file in its own process. */
export default defineConfig({
  plugins: [assemblyVitePlugin()],
  resolve: {
    alias: [
      { find: /^@\//, replacement: root },
      { find: /^server-only$/, replacement: `${root}node_modules/server-only/empty.js` },
    ],
  },
  test: {
    include: ['{app,bench,components,content,lib,sandbox,scripts}/**/*.test.{ts,tsx}'],
    globalSetup: ['lib/db/testing.setup.ts'],
    pool: 'forks',
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
