import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { assemblyVitePlugin } from './scripts/assembly'
import { testFiles } from './scripts/test-files'

const root = fileURLToPath(new URL('.', import.meta.url))
const files = testFiles(root)

/**
 * Two projects side by side: pure tests share threads and what they import, which spares loading TensorFlow.js and the
 * compiler a hundred times; a test with a database, a child process or an environment has a process of its own.
 */
export default defineConfig({
  plugins: [assemblyVitePlugin()],
  resolve: {
    alias: [
      { find: /^@\//, replacement: root },
      { find: /^server-only$/, replacement: `${root}node_modules/server-only/empty.js` },
    ],
  },
  test: {
    // Left to itself Vitest keeps a core free, which of two is half of the machine.
    maxWorkers: availableParallelism(),
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: { name: 'pure', include: files.pure, pool: 'threads', isolate: false },
      },
      {
        extends: true,
        test: {
          name: 'process',
          include: files.process,
          pool: 'forks',
          globalSetup: ['lib/db/testing.setup.ts'],
        },
      },
    ],
  },
})
