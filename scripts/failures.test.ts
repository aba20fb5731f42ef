import { describe, expect, it } from 'vitest'
import { PlaywrightReport, playwrightFailures, told, vitestFailures, VitestReport } from './failures'

describe('what failed', () => {
  it('is told without colours and in a dozen lines', () => {
    const message = `\u001B[31mexpected\u001B[39m 1\n${'more\n'.repeat(40)}`
    const lines = told('a test', message).split('\n')
    expect(lines.slice(0, 2)).toEqual(['a test', '    expected 1'])
    expect(lines).toHaveLength(13)
  })

  it('is each failed test of a file, or the file itself when it could not be read', () => {
    const report = VitestReport.parse({
      numPassedTests: 1,
      numFailedTests: 1,
      numFailedTestSuites: 2,
      testResults: [
        {
          name: '/home/me/zhucai/lib/a.test.ts',
          status: 'failed',
          message: '',
          assertionResults: [
            { status: 'passed', fullName: 'a holds', failureMessages: [] },
            { status: 'failed', fullName: 'a breaks', failureMessages: ['expected 2'] },
          ],
        },
        {
          name: '/home/me/zhucai/lib/b.test.ts',
          status: 'failed',
          message: 'Cannot find module',
          assertionResults: [],
        },
      ],
    })
    expect(vitestFailures(report, '/home/me/zhucai')).toEqual([
      'lib/a.test.ts › a breaks\n    expected 2',
      'lib/b.test.ts\n    Cannot find module',
    ])
  })

  it('is each browser test that did not simply pass, however deep it stands, and what ended the run before any', () => {
    const test = (status: string, message?: string) => ({
      projectName: 'readers',
      status,
      results: [{ status: 'failed', errors: message === undefined ? [] : [{ message }] }],
    })
    const report = PlaywrightReport.parse({
      stats: { expected: 1, unexpected: 1, flaky: 1, skipped: 0 },
      errors: [{ message: 'no site' }],
      suites: [
        {
          specs: [{ title: 'holds', file: 'a.spec.ts', line: 3, tests: [test('expected')] }],
          suites: [
            {
              specs: [
                { title: 'breaks', file: 'a.spec.ts', line: 9, tests: [test('unexpected', 'gone')] },
                { title: 'wavers', file: 'a.spec.ts', line: 20, tests: [test('flaky')] },
              ],
            },
          ],
        },
      ],
    })
    expect(playwrightFailures(report)).toEqual([
      'before any test\n    no site',
      'e2e/a.spec.ts:9 › breaks (readers, unexpected)\n    gone',
      'e2e/a.spec.ts:20 › wavers (readers, flaky)\n    ',
    ])
  })
})
