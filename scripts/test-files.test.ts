import { describe, expect, it } from 'vitest'
import { needsProcess, testFiles } from './test-files'

describe('which test files need a process of their own', () => {
  it.each([
    ["import { testDatabase } from '../db/testing.server'", true],
    ["import { signInAs } from './testing.server'", true],
    ["import { startPostgres } from '../db/embedded.server'", true],
    ["import { spawn } from 'node:child_process'", true],
    ["process.env['TZ'] = 'UTC'", true],
    ["vi.stubGlobal('fetch', fake)", true],
    ['vi.useFakeTimers()', true],
    ["import { refold } from './refold'", false],
    ['// the database of this process is not touched', false],
  ])('%s', (text, expected) => {
    expect(needsProcess(text)).toBe(expected)
  })

  it('finds every test file once', () => {
    const { pure, process: own } = testFiles('.')
    expect(pure).toContain('scripts/walk-text.test.ts')
    expect(own).toContain('lib/db/embedded.test.ts')
    expect(new Set([...pure, ...own]).size).toBe(pure.length + own.length)
  })
})
