/** Layout and doubtful constructs of a lesson's code, by the project's own tools on each fence as a file. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { Refusal } from '../lib/content/refusals'
import { type CodeFence, readFences, replaceFences } from './content-fences'

const root = fileURLToPath(new URL('..', import.meta.url))
const bin = (name: string) => join(root, 'node_modules', '.bin', name)

/** As cells are written: like our own code, in a column that a page shows without scrolling. */
const LAYOUT = { semi: false, singleQuote: true, printWidth: 100 }

/**
 * Correctness alone, without what a cell may do: names are used by later cells, a value may stand at the end to be
 * shown, and top-level names come from cells before.
 */
const LINT = {
  plugins: ['typescript', 'unicorn'],
  categories: { correctness: 'error' },
  rules: {
    'no-unused-vars': 'off',
    'no-unused-expressions': 'off',
    'unicorn/no-empty-file': 'off',
    'unicorn/no-thenable': 'off',
    'unicorn/no-await-in-promise-methods': 'error',
    // A starter's `const training = undefined` says what is still missing.
    'no-useless-undefined': 'off',
  },
}

export type CodeText = { lesson: string; file: string; text: string }
type Listed = CodeFence & { lesson: string; file: string; path: string; setIn: string }

/** Writes each fence to a file of its own, runs `use`, and leaves nothing behind. */
function withFiles<T>(texts: readonly CodeText[], use: (folder: string, fences: Listed[]) => T): T {
  // Outside the repository, whose ignored folders the tools pass over.
  const folder = mkdtempSync(join(tmpdir(), 'lesson-code-'))
  try {
    const fences = texts.flatMap(({ lesson, file, text }, index) =>
      readFences(text).map((fence): Listed => {
        const path = join(folder, `${index}-${fence.line}.ts`)
        return { ...fence, lesson, file, path, setIn: `${fence.code}\n` }
      }),
    )
    for (const { path, setIn } of fences) writeFileSync(path, setIn)
    writeFileSync(join(folder, '.oxfmtrc.json'), JSON.stringify(LAYOUT))
    writeFileSync(join(folder, '.oxlintrc.json'), JSON.stringify(LINT))
    return use(folder, fences)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function layOut(folder: string, fences: readonly Listed[]): { fence: Listed; code: string }[] {
  if (fences.length === 0) return []
  spawnSync(bin('oxfmt'), ['-c', join(folder, '.oxfmtrc.json'), folder], {
    cwd: folder,
  })
  return fences.flatMap((fence) => {
    const code = readFileSync(fence.path, 'utf8')
    return code === fence.setIn ? [] : [{ fence, code: code.replace(/\n$/, '') }]
  })
}

const LintReport = z.object({
  diagnostics: z.array(
    z.object({
      message: z.string(),
      code: z.string().optional(),
      filename: z.string(),
      labels: z.array(z.object({ span: z.object({ line: z.int(), column: z.int() }) })),
    }),
  ),
})

function findDoubtful(folder: string, fences: readonly Listed[]): Refusal[] {
  const args = ['-c', join(folder, '.oxlintrc.json'), '--format', 'json', folder]
  const { stdout } = spawnSync(bin('oxlint'), args, { cwd: folder, encoding: 'utf8', maxBuffer: 1e8 })
  return LintReport.parse(JSON.parse(stdout)).diagnostics.flatMap(({ message, code, filename, labels }) => {
    const fence = fences.find(({ path }) => path.endsWith(filename.split('/').at(-1) ?? ''))
    const span = labels[0]?.span
    if (!fence || !span) return []
    const reason = `${message.slice(0, 300)} (${code ?? 'oxlint'})`
    const [line, column] = [fence.line + span.line - 1, fence.indent + span.column]
    return [{ file: fence.file, line, column, code: 'code-lint' as const, params: { reason } }]
  })
}

/** Checks are short and may break a line where their sentence is long, so only cells and solutions are laid out. */
const laidOut = (fences: readonly Listed[]) => fences.filter(({ role }) => role !== 'check')

export function checkCode(texts: readonly CodeText[]): Refusal[] {
  return withFiles(texts, (folder, fences) => {
    // Linted first: laying out moves lines.
    const doubtful = findDoubtful(folder, fences)
    const untidy = layOut(folder, laidOut(fences)).map(({ fence: { lesson, file, line } }) => ({
      file,
      line,
      column: 1,
      code: 'code-format' as const,
      params: { lesson },
    }))
    return [...doubtful, ...untidy]
  })
}

/** The text with its cells and solutions laid out. */
export function formatCode(text: CodeText): string {
  return withFiles([text], (folder, fences) => {
    const changed = layOut(folder, laidOut(fences))
    return replaceFences(text.text, new Map(changed.map(({ fence, code }) => [fence.line, code])))
  })
}
