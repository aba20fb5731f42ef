/**
 * A lesson as a trainee goes through it, in the real sandbox: each exercise first as the author left it, which its
 * checks must refuse, then as the author solves it, which they must accept; everything before it has been run. What
 * goes wrong is named with file and line.
 */
import type { CompiledCell, CompiledLesson, PublicCheck } from '../lib/content/compiled'
import type { Locale } from '../lib/curriculum/ids'
import type { Walker } from './walk-browser'
import type { Ended } from './walk-host'
import type { FenceRole } from './content-fences'
import { placeOf } from './walk-places'

export type WalkOptions = {
  locale: Locale
  /** `exercise`: starters, then solutions; `starter`: only what the author left; `solution`: as Submit does it. */
  pass: 'exercise' | 'starter' | 'solution'
  /** The cell to end with. */
  until?: string
  /** Steps that a `fit` may take; checks of `size=full` are then run but not believed. */
  fitSteps?: number
  /** The most that a cell or a check may take. */
  cellSeconds: number
}

export type WalkLesson = {
  compiled: CompiledLesson
  solutionOf(cell: string): string | undefined
  /** For places: the translation first where there is one, then `zh.mdx`. */
  texts: { file: string; text: string }[]
}

export type WalkReport = {
  /** `file:line what happened`, one each. */
  problems: string[]
  seconds: number
  /** Checks that a cut `fit` does not let hold. */
  unjudged: string[]
}

export async function walkLesson(
  walker: Walker,
  { compiled, solutionOf, texts }: WalkLesson,
  options: WalkOptions,
  print: (line: string) => void,
): Promise<WalkReport> {
  const started = performance.now()
  const problems: string[] = []
  const unjudged: string[] = []
  walker.listen((lines) => print(indent(lines)))
  await walker.open(options.locale, options.fitSteps)

  const blame = (role: FenceRole, id: string, what: string, line = 0) => {
    const place = placeOf(texts, role, id, line)
    problems.push(`${place ? `${place.file}:${place.line}` : compiled.lesson.id} ${what}`)
    print(`    ✗ ${what}`)
  }

  /** True when the walk can go on. */
  async function runCell(
    cell: CompiledCell,
    source: string,
    as: 'starter' | 'solution' | 'cell',
  ): Promise<boolean> {
    print(
      `▸ ${cell.id}${as === 'cell' ? '' : ` (${as})`}${cell.title === undefined ? '' : `  ${cell.title}`}`,
    )
    const ended = await walker.run({ type: 'evaluate', cell: cell.id, source }, options.cellSeconds)
    if (ended.how === 'finished') {
      print(
        `    ${ended.seconds.toFixed(1)} s, ${ended.tensors} tensors, ${Math.round(ended.megabytes ?? 0)} MB`,
      )
      return true
    }
    // A starter may fail as it stands: that is one way of being incomplete.
    if (as === 'starter' && ended.how === 'failed') {
      print(`    (starter) ${told(ended)}`)
      return true
    }
    blame(
      as === 'solution' ? 'solution' : 'cell',
      cell.id,
      `${cell.id}: ${told(ended)}`,
      ended.error?.at?.line,
    )
    return ended.how !== 'dead'
  }

  async function judge(check: PublicCheck): Promise<Ended> {
    return walker.run({ type: 'check', check: check.id, source: check.source }, options.cellSeconds)
  }

  async function expectRefusal(cell: CompiledCell, checks: PublicCheck[]): Promise<boolean> {
    let refused = false
    for (const check of checks) {
      const ended = await judge(check)
      if (ended.how === 'dead') {
        blame('check', check.id, `${check.id}: ${told(ended)}`)
        return false
      }
      if (ended.how === 'failed') {
        refused = true
        const advice = 'guard it with that(…), so that the trainee reads what to do'
        print(`    · ${check.id} throws on the starter: ${told(ended)} (${advice})`)
      } else if (ended.passed === false) {
        refused = true
        print(`    · ${check.id} refuses: ${ended.message}`)
      }
    }
    if (!refused)
      blame('cell', cell.id, `${cell.id}: the starter already passes its checks, so there is nothing to do`)
    return true
  }

  async function expectPass(checks: PublicCheck[]): Promise<void> {
    for (const check of checks) {
      const ended = await judge(check)
      if (ended.how === 'checked' && ended.passed === true) print(`    ✓ ${check.id}`)
      else if (ended.how === 'checked' && check.size === 'full' && options.fitSteps !== undefined) {
        unjudged.push(check.id)
        print(`    · ${check.id} does not hold after ${options.fitSteps} steps; it asks for the full size`)
      } else {
        const what = ended.how === 'checked' ? `refuses the solution: ${ended.message}` : told(ended)
        blame('check', check.id, `${check.id}: ${what}`, ended.error?.at?.line)
      }
    }
  }

  for (const cell of compiled.cells) {
    const checks = compiled.checks.filter((check) => check.for === cell.id)
    const solution = solutionOf(cell.id)
    const exercise = solution !== undefined && checks.length > 0
    if (exercise && options.pass !== 'solution') {
      if (!(await runCell(cell, cell.starter, 'starter'))) break
      if (!(await expectRefusal(cell, checks))) break
    }
    if (!exercise && options.pass === 'starter' && !(await runCell(cell, cell.starter, 'cell'))) break
    if (options.pass !== 'starter') {
      if (!(await runCell(cell, solution ?? cell.starter, exercise ? 'solution' : 'cell'))) break
      await expectPass(checks)
    }
    if (cell.id === options.until) break
  }
  return { problems, unjudged, seconds: (performance.now() - started) / 1000 }
}

function told({ error, message, how }: Ended): string {
  if (!error) return message ?? how
  const hint = error.hint === undefined ? '' : ` — ${error.hint}`
  return `${error.name}: ${error.message}${error.at ? ` (line ${error.at.line})` : ''}${hint}`
}

const indent = (text: string) =>
  text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')
