/**
 * The gates. Each prints its own output; a gate that is one question counts as one test, a test runner counts as many as
 * it ran. What needs one core runs beside another such gate. `--engines` adds Firefox and WebKitGTK, Node 24
 * and more crashes.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { z } from 'zod'
import { ensureChromium } from './chromium'
import { ensureNginx } from './nginx'
import { LINES, PlaywrightReport, playwrightFailures, told, VitestReport, vitestFailures } from './failures'
import { runAll, type Task } from './schedule'

/** `failures` are told again at the very end: that is all that some who look at a run get to see. */
type Count = { passed: number; failed: number; failures?: string[] }
type Gate = Task & { check: (run: Run) => Promise<Count> }
/** Runs a command to its end; whether it ended well. */
type Run = (command: string, args: readonly string[], env?: Record<string, string>) => Promise<boolean>

const REPORTS = 'dist/reports'
const thorough = process.argv.includes('--engines')
const bin = (name: string) => `node_modules/.bin/${name}`
const node = [process.execPath, '--conditions=react-server', '--import', 'tsx'] as const

/** A gate that has the machine to itself writes as it goes; beside another its words wait until it has ended. */
function runner(alone: boolean, said: string[]): Run {
  return (command, args, env = {}) =>
    new Promise((resolve) => {
      const child = spawn(command, args, {
        stdio: alone ? 'inherit' : ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, ...env },
      })
      for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => said.push(String(text)))
      child.on('error', (error) => {
        said.push(`${error.message}\n`)
        resolve(false)
      })
      child.on('close', (code) => resolve(code === 0))
    })
}

const question =
  (command: string, ...args: string[]) =>
  async (run: Run): Promise<Count> =>
    (await run(command, args)) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }

const script = (...args: string[]) => question(node[0], ...node.slice(1), ...args)

async function unitTests(run: Run, report: string, command: string, ...args: string[]): Promise<Count> {
  const file = `${REPORTS}/${report}.json`
  const ok = await run(command, [
    ...args,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ])
  if (!existsSync(file)) return { passed: 0, failed: 1 }
  const said = VitestReport.parse(JSON.parse(readFileSync(file, 'utf8')))
  const failed = Math.max(said.numFailedTests, said.numFailedTestSuites, ok ? 0 : 1)
  return { passed: said.numPassedTests, failed, failures: vitestFailures(said, process.cwd()) }
}

/** A flaky test is a failed one; a skipped one has not passed. */
async function browserTests(run: Run): Promise<Count> {
  const file = `${REPORTS}/browser.json`
  const chromium = ensureChromium()
  ensureNginx()
  const ok = await run(bin('playwright'), ['test'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    CHROMIUM_PATH: chromium,
  })
  if (!existsSync(file)) return { passed: 0, failed: 1 }
  const report = PlaywrightReport.parse(JSON.parse(readFileSync(file, 'utf8')))
  const { expected, unexpected, flaky, skipped } = report.stats
  const failed = Math.max(unexpected + flaky + skipped, ok ? 0 : 1)
  return { passed: expected, failed, failures: playwrightFailures(report) }
}

const ScriptReport = z.object({ passed: z.int(), failed: z.int() })

/** A script of ours that counts for itself, into the file named by `--report`. */
async function countedBy(run: Run, file: string, ...args: string[]): Promise<Count> {
  const ok = await run(node[0], [...node.slice(1), ...args, '--report', file])
  // It ended before it counted anything, and has said why.
  if (!existsSync(file)) return { passed: 0, failed: 1 }
  const { passed, failed } = ScriptReport.parse(JSON.parse(readFileSync(file, 'utf8')))
  return { passed, failed: Math.max(failed, ok ? 0 : 1) }
}

const engineTests = (run: Run) => countedBy(run, `${REPORTS}/engines.json`, 'scripts/engines.ts')

/** Each lesson is a test: its exercises refuse what the author left and accept what the author solves. */
const walkedLessons = (run: Run) =>
  countedBy(run, `${REPORTS}/lessons.json`, 'scripts/content.ts', '--all', '--run', '--quick')

const gates: Gate[] = [
  { name: 'prepare', cores: 1, check: script('scripts/prepare.ts') },
  { name: 'lint', cores: 1, check: question(bin('oxlint'), '--deny-warnings') },
  { name: 'format', cores: 1, check: question(bin('oxfmt'), '--check') },
  {
    name: 'dependency rules',
    cores: 1,
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
  { name: 'unused code', cores: 1, check: question(bin('knip')) },
  {
    name: 'types of the sandbox',
    cores: 1,
    check: question(bin('tsc'), '--noEmit', '-p', 'sandbox/tsconfig.json'),
  },
  { name: 'lessons, walked', cores: 1, after: ['prepare'], check: walkedLessons },
  // The build writes the types of the routes.
  { name: 'types', cores: 1, after: ['prepare'], check: question(bin('tsc'), '--noEmit') },
  {
    name: 'kill -9, again and again',
    cores: 1,
    after: ['prepare'],
    check: script('scripts/crash-test.ts', thorough ? '20' : '8'),
  },
  {
    name: 'unit and database tests',
    cores: 2,
    after: ['prepare'],
    check: (run) => unitTests(run, 'unit', bin('vitest'), 'run'),
  },
  { name: 'browser tests', cores: 2, after: ['prepare'], check: browserTests },
]
if (thorough) {
  gates.push(
    {
      name: 'unit and database tests on Node 24',
      cores: 2,
      after: ['prepare'],
      check: (run) => unitTests(run, 'unit-other-node', node[0], ...node.slice(1), 'scripts/other-node.ts'),
    },
    { name: 'Firefox and WebKit', cores: 2, after: ['prepare'], check: engineTests },
  )
}

rmSync(REPORTS, { recursive: true, force: true })
mkdirSync(REPORTS, { recursive: true })

const started = performance.now()
const secondsSince = (moment: number) => ((performance.now() - moment) / 1000).toFixed(1)
const timings: string[] = []

async function pass(gate: Gate): Promise<Count> {
  const begun = performance.now()
  const said: string[] = []
  console.log(`\n— ${gate.name} —`)
  const count = await gate.check(runner(gate.cores === 2, said)).catch((error: unknown): Count => {
    said.push(`${error instanceof Error ? error.message : String(error)}\n`)
    return { passed: 0, failed: 1 }
  })
  process.stdout.write(said.join(''))
  const seconds = secondsSince(begun)
  timings.push(`${gate.name} ${seconds} s`)
  if (count.failed > 0 && count.failures === undefined)
    count.failures = [told('its last words', lastOf(said))]
  console.log(`— ${gate.name}: ${count.failed === 0 ? 'passed' : 'FAILED'} (${seconds} s) —`)
  return count
}

const lastOf = (said: readonly string[]) => said.join('').trim().split('\n').slice(-LINES).join('\n')

const total: Count = { passed: 0, failed: 0 }
const failures: string[] = []
for (const [at, outcome] of (await runAll(gates, pass)).entries()) {
  const count = outcome.status === 'fulfilled' ? outcome.value : { passed: 0, failed: 1 }
  total.passed += count.passed
  total.failed += count.failed
  if (count.failed > 0)
    failures.push(`Failed: ${gates[at]!.name}`, ...(count.failures ?? []).map((one) => `  ✗ ${one}`))
}
console.log(`\nSeconds: ${timings.join(' · ')} · all ${secondsSince(started)} s`)
if (failures.length > 0) console.log(`\n${failures.join('\n')}`)
console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exit(total.failed === 0 ? 0 : 1)
