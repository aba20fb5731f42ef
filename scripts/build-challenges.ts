/**
 * Bundles every `<check>.challenge.ts` beside a lesson into `dist/challenges.js`, which only the server reads, and
 * tries each one: an author hears of a broken reference here and not from a trainee.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { challengeShelf } from '../lib/checks/challenge-shelf.server'
import { tryChallenge } from '../lib/checks/try-challenge'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const SUFFIX = '.challenge.ts'

export type ChallengeOptions = {
  /** The folder of the stages. */
  stages?: string
  /** The bundle's folder. */
  out?: string
}

/** @throws Error that names each challenge that does not hold what it promises */
export async function buildChallenges(options: ChallengeOptions = {}): Promise<void> {
  const { stages = join(ROOT, 'content', 'stages'), out = join(ROOT, 'dist') } = options
  const files = readdirSync(stages, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(SUFFIX))
    .toSorted()
    .map((name) => join(stages, name))
  const entries = files.map((file) => ({
    file,
    lesson: basename(dirname(file)),
    check: basename(file, SUFFIX),
  }))
  const source = [
    ...entries.map(({ file }, index) => `import c${index} from ${JSON.stringify(file)}`),
    `export default { ${entries.map(({ lesson, check }, index) => `${JSON.stringify(`${lesson}/${check}`)}: c${index}`).join(', ')} }`,
  ].join('\n')
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: ROOT, sourcefile: 'challenges.ts', loader: 'ts' },
    alias: { '@': ROOT },
    bundle: true,
    write: false,
    platform: 'neutral',
    format: 'iife',
    globalName: 'challenges',
    target: 'node20',
    legalComments: 'none',
    logLevel: 'error',
  })
  // A script whose value is the default export, and which leaves nothing behind it.
  const code = `(() => {\n${outputFiles[0]!.text}\nreturn challenges.default\n})()\n`
  mkdirSync(out, { recursive: true })
  const draft = join(out, `challenges.draft-${process.pid}.js`)
  writeFileSync(draft, code)
  const { find } = challengeShelf(draft)()
  const faults = entries.flatMap(({ file, lesson, check }) =>
    tryChallenge(find(lesson, check)!).map((fault) => `${relative(ROOT, file)}: ${fault}`),
  )
  if (faults.length > 0) {
    rmSync(draft)
    throw new Error(faults.join('\n'))
  }
  const target = join(out, 'challenges.js')
  // Kept when nothing changed: issued challenges name the bundle's hash, and readers look at its time.
  if (existsSync(target) && readFileSync(target, 'utf8') === code) rmSync(draft)
  else renameSync(draft, target)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildChallenges()
