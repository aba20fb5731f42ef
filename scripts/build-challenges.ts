/**
 * Bundles every `<check>.challenge.ts` beside a lesson into `challenges.json`, which only the server reads, and tries
 * each one: an author hears of a broken reference here and not from a trainee. Each is bundled and tried by itself, so
 * that one that is broken refuses its own lesson and nothing else.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runInNewContext, Script } from 'node:vm'
import { build, type BuildFailure } from 'esbuild'
import { z } from 'zod'
import type { ChallengeSpec } from '../lib/checks/challenge'
import { ChallengeCodes } from '../lib/checks/challenge-shelf.server'
import { tryChallenge } from '../lib/checks/try-challenge'
import { type Refusal, Refusals } from '../lib/content/refusals'
import { refuseInvisible } from '../lib/content/syntax'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const SUFFIX = '.challenge.ts'
/** Milliseconds for all trials of one challenge; the slowest of the lessons takes a twentieth of it. */
const TRIAL_TIME = 20_000

export type ChallengeOptions = {
  /** What refusals are relative to. */
  root?: string
  /** The folder of the stages. */
  stages?: string
  /** The bundle's folder. */
  out?: string
}

export type Challenges = { codes: ChallengeCodes; refusals: Refusal[] }

const Spec = z.object({
  cases: z.function(),
  answer: z.function(),
  tolerance: z.object({ absolute: z.number(), relative: z.number() }),
})

/** Every challenge that holds what it promises, and why the others do not. */
export async function readChallenges(options: ChallengeOptions = {}): Promise<Challenges> {
  const { root = ROOT, stages = join(ROOT, 'content', 'stages') } = options
  const files = readdirSync(stages, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(SUFFIX))
    .toSorted()
    .map((name) => join(stages, name))
  const codes: ChallengeCodes = {}
  const refusals: Refusal[] = []
  const read = await Promise.all(
    files.map(async (file) => ({
      file,
      ...(await bundle(file, relative(root, file).replaceAll('\\', '/'))),
    })),
  )
  for (const { file, code, refused } of read) {
    refusals.push(...refused)
    if (code !== undefined && refused.length === 0)
      codes[`${basename(dirname(file))}/${basename(file, SUFFIX)}`] = code
  }
  return { codes, refusals }
}

async function bundle(file: string, name: string): Promise<{ code?: string; refused: Refusal[] }> {
  const refusals = new Refusals(name)
  const refuse = (reason: string | { zh: string; en: string }, at?: { line: number; column: number }) =>
    refusals.add('challenge', at, {
      reason: typeof reason === 'string' ? { zh: reason, en: reason } : reason,
    })
  refuseInvisible(readFileSync(file, 'utf8'), refusals)
  if (refusals.list.length > 0) return { refused: refusals.list }
  let code: string
  try {
    const { outputFiles } = await build({
      entryPoints: [file],
      absWorkingDir: ROOT,
      alias: { '@': ROOT },
      bundle: true,
      write: false,
      platform: 'neutral',
      format: 'iife',
      globalName: 'challenge',
      target: 'node20',
      legalComments: 'none',
      logLevel: 'silent',
    })
    // Its value is the default export, and it leaves nothing behind it.
    code = `(() => {\n${outputFiles[0]!.text}\nreturn challenge?.default\n})()`
  } catch (error) {
    for (const { text, location } of (error as BuildFailure).errors ?? [])
      refuse(text, location ? { line: location.line, column: location.column + 1 } : undefined)
    if (refusals.list.length === 0) throw error
    return { refused: refusals.list }
  }
  const at = placeOf(file, /^export\s+default\b/m)
  try {
    const found: unknown = new Script(code, { filename: name }).runInThisContext({ timeout: TRIAL_TIME })
    const spec = Spec.safeParse(found)
    if (!spec.success) refuse(NO_CHALLENGE, at)
    else
      for (const fault of runInNewContext(
        'trial()',
        { trial: () => tryChallenge(found as ChallengeSpec) },
        { timeout: TRIAL_TIME },
      ) as string[])
        refuse(fault, at)
  } catch (error) {
    // Whatever the file throws while it loads is told to its author; time that ran out comes as an error of its own.
    const endless = (error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
    refuse(endless ? ENDLESS : error instanceof Error ? `${error.name}: ${error.message}` : String(error), at)
  }
  return { code, refused: refusals.list }
}

function placeOf(file: string, pattern: RegExp): { line: number; column: number } {
  const text = readFileSync(file, 'utf8')
  const index = pattern.exec(text)?.index ?? 0
  return { line: text.slice(0, index).split('\n').length, column: 1 }
}

const NO_CHALLENGE = {
  zh: '默认导出的不是题目。写 export default challenge({ cases, answer, tolerance: { absolute, relative } })',
  en: 'the default export is no challenge; write export default challenge({ cases, answer, tolerance: { absolute, relative } })',
}
const ENDLESS = {
  zh: `${TRIAL_TIME / 1000} 秒内没有算完。请检查循环是否会结束`,
  en: `it did not end within ${TRIAL_TIME / 1000} s; see whether its loops end`,
}

/**
 * Writes the bundle. The challenges of a refused lesson stay as they were, as its pages do.
 * @param refused ids of lessons
 */
export function writeChallenges(
  out: string,
  codes: ChallengeCodes,
  refused: ReadonlySet<string> = new Set(),
): void {
  mkdirSync(out, { recursive: true })
  const held = join(out, 'challenges.json')
  const before = Object.entries(existsSync(held) ? readCodes(held) : {})
  const isHeld = ([key]: [string, string]) => refused.has(key.split('/')[0]!)
  const all = Object.fromEntries(
    [...Object.entries(codes).filter((entry) => !isHeld(entry)), ...before.filter(isHeld)].toSorted(
      ([a], [b]) => (a < b ? -1 : 1),
    ),
  )
  // Kept when nothing changed: readers look at its time.
  replace(held, JSON.stringify(all))
}

function readCodes(path: string): ChallengeCodes {
  try {
    return ChallengeCodes.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    // Cut short by a crash: the challenges that hold are bundled anew anyway.
    if (error instanceof SyntaxError || error instanceof z.ZodError) return {}
    throw error
  }
}

function replace(path: string, text: string): void {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, text)
  renameSync(draft, path)
}
