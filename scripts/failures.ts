/**
 * What failed, in few words, out of the reports of Vitest and Playwright: whoever reads only the end of a long run
 * learns from it what to look at.
 */
import { stripVTControlCharacters } from 'node:util'
import { z } from 'zod'

/** Enough of a message for the expectation and what came instead. */
export const LINES = 12

export function told(name: string, message: string): string {
  const lines = stripVTControlCharacters(message).trim().split('\n').slice(0, LINES)
  return [name, ...lines.map((line) => `    ${line}`)].join('\n')
}

export const VitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numFailedTestSuites: z.int(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(''),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
})

/** Tests that failed, and files that failed without any of their tests having run; paths are below `root`. */
export function vitestFailures(report: z.output<typeof VitestReport>, root: string): string[] {
  return report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = name.replace(`${root}/`, '')
    const failed = assertionResults.filter((one) => one.status === 'failed')
    if (failed.length === 0 && status === 'failed') return [told(file, message)]
    return failed.map((one) => told(`${file} › ${one.fullName}`, one.failureMessages?.join('\n') ?? ''))
  })
}

const Result = z.object({
  status: z.string(),
  errors: z.array(z.object({ message: z.string().default('') })).default([]),
})
const Spec = z.object({
  title: z.string(),
  file: z.string(),
  line: z.int(),
  tests: z.array(z.object({ projectName: z.string(), status: z.string(), results: z.array(Result) })),
})
type Suite = { specs: z.output<typeof Spec>[]; suites?: Suite[] | undefined }
const Suite: z.ZodType<Suite> = z.lazy(() =>
  z.object({ specs: z.array(Spec), suites: z.array(Suite).optional() }),
)

export const PlaywrightReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
  suites: z.array(Suite),
  errors: z.array(z.object({ message: z.string().default('') })).default([]),
})

/** Whatever did not simply pass: failed, passed only when repeated, or was skipped. */
export function playwrightFailures(report: z.output<typeof PlaywrightReport>): string[] {
  const specs = (suites: readonly Suite[]): z.output<typeof Spec>[] =>
    suites.flatMap((suite) => [...suite.specs, ...specs(suite.suites ?? [])])
  return [
    ...report.errors.map(({ message }) => told('before any test', message)),
    ...specs(report.suites).flatMap((spec) =>
      spec.tests
        .filter(({ status }) => status !== 'expected')
        .map(({ projectName, status, results }) =>
          told(
            `e2e/${spec.file}:${spec.line} › ${spec.title} (${projectName}, ${status})`,
            results.flatMap(({ errors }) => errors.map(({ message }) => message)).join('\n'),
          ),
        ),
    ),
  ]
}
