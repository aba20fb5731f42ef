/**
 * The gates in the order of their cost. Each prints its own output; a gate that is one question counts as one test,
 * a test runner counts as many as it ran. `--engines` adds Firefox and WebKitGTK.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { z } from 'zod'
import { ensureChromium } from './chromium'

type Count = { passed: number; failed: number }

const REPORTS = 'dist/reports'
const bin = (name: string) => `node_modules/.bin/${name}`
const node = [process.execPath, '--conditions=react-server', '--import', 'tsx'] as const

function run(command: string, args: readonly string[], env: Record<string, string> = {}): boolean {
  const done = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } })
  return done.status === 0
}

const question =
  (command: string, ...args: string[]) =>
  (): Count =>
    run(command, args) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }

const VitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numFailedTestSuites: z.int(),
})

function unitTests(): Count {
  const file = `${REPORTS}/unit.json`
  const ok = run(bin('vitest'), ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`])
  if (!existsSync(file)) return { passed: 0, failed: 1 }
  const report = VitestReport.parse(JSON.parse(readFileSync(file, 'utf8')))
  const failed = Math.max(report.numFailedTests, report.numFailedTestSuites, ok ? 0 : 1)
  return { passed: report.numPassedTests, failed }
}

const PlaywrightReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
})

/** A flaky test is a failed one; a skipped one has not passed. */
function browserTests(): Count {
  const file = `${REPORTS}/browser.json`
  const chromium = ensureChromium()
  const ok = run(bin('playwright'), ['test'], { PLAYWRIGHT_JSON_OUTPUT_NAME: file, CHROMIUM_PATH: chromium })
  if (!existsSync(file)) return { passed: 0, failed: 1 }
  const { stats } = PlaywrightReport.parse(JSON.parse(readFileSync(file, 'utf8')))
  const failed = stats.unexpected + stats.flaky + stats.skipped
  return { passed: stats.expected, failed: Math.max(failed, ok ? 0 : 1) }
}

const ScriptReport = z.object({ passed: z.int(), failed: z.int() })

/** A script of ours that counts for itself, into the file named by `--report`. */
function countedBy(file: string, ...args: string[]): Count {
  const ok = run(node[0], [...node.slice(1), ...args, '--report', file])
  // It ended before it counted anything, and has said why.
  if (!existsSync(file)) return { passed: 0, failed: 1 }
  const { passed, failed } = ScriptReport.parse(JSON.parse(readFileSync(file, 'utf8')))
  return { passed, failed: Math.max(failed, ok ? 0 : 1) }
}

const engineTests = () => countedBy(`${REPORTS}/engines.json`, 'scripts/engines.ts')

/** Each lesson is a test: its exercises refuse what the author left and accept what the author solves. */
const walkedLessons = () =>
  countedBy(`${REPORTS}/lessons.json`, 'scripts/content.ts', '--all', '--run', '--quick')

const gates: { name: string; check: () => Count }[] = [
  {
    name: 'prepare',
    check: question(node[0], ...node.slice(1), 'scripts/prepare.ts'),
  },
  { name: 'types', check: question(bin('tsc'), '--noEmit') },
  { name: 'types of the sandbox', check: question(bin('tsc'), '--noEmit', '-p', 'sandbox/tsconfig.json') },
  { name: 'lint', check: question(bin('oxlint'), '--deny-warnings') },
  { name: 'format', check: question(bin('oxfmt'), '--check') },
  {
    name: 'dependency rules',
    check: question(
      bin('depcruise'),
      'app',
      'components',
      'lib',
      'sandbox',
      '--config',
      '.dependency-cruiser.cjs',
    ),
  },
  { name: 'unused code', check: question(bin('knip')) },
  { name: 'lessons, walked', check: walkedLessons },
  { name: 'unit and database tests', check: unitTests },
  {
    name: 'twenty times kill -9',
    check: question(node[0], ...node.slice(1), 'scripts/crash-test.ts', '20'),
  },
  { name: 'browser tests', check: browserTests },
]
if (process.argv.includes('--engines')) gates.push({ name: 'Firefox and WebKit', check: engineTests })

rmSync(REPORTS, { recursive: true, force: true })
mkdirSync(REPORTS, { recursive: true })

const total: Count = { passed: 0, failed: 0 }
const failures: string[] = []
for (const gate of gates) {
  console.log(`\n— ${gate.name} —`)
  const started = performance.now()
  let count: Count
  try {
    count = gate.check()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    count = { passed: 0, failed: 1 }
  }
  total.passed += count.passed
  total.failed += count.failed
  if (count.failed > 0) failures.push(gate.name)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`— ${gate.name}: ${count.failed === 0 ? 'passed' : 'FAILED'} (${seconds} s) —`)
}
if (failures.length > 0) console.log(`\nFailed: ${failures.join(', ')}`)
console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exit(total.failed === 0 ? 0 : 1)
