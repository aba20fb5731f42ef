/** The table of figures that solutions reach, kept in `content/README.md` between two marks. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'

export type Figure = {
  lesson: string
  check: string
  kind: string
  /** What was reached, and what passes. */
  says: string
  /** Of the whole lesson, training included. */
  seconds: number
  backend: string
}

const FILE = 'content/README.md'
const [BEGIN, END] = ['<!-- figures -->', '<!-- /figures -->']
const HEAD = [
  '| lesson | check | kind | reached | seconds for the lesson | where |',
  '|---|---|---|---|---|---|',
]

/** Rows of lessons that were not walked now stay as they are; the others are replaced. */
export function mergeFigures(text: string, figures: readonly Figure[], where: string): string {
  const [start, end] = [text.indexOf(BEGIN), text.indexOf(END)]
  if (start < 0 || end < start) throw new Error(`${FILE} lacks ${BEGIN} or ${END}`)
  const now = new Set(figures.map(({ lesson }) => lesson))
  const kept = text
    .slice(start, end)
    .split('\n')
    .filter((line) => /^\| [a-z0-9-]+ \| /.test(line) && !line.startsWith('| lesson |'))
    .filter((line) => !now.has(line.split(' | ')[0]!.slice(2)))
  const fresh = figures.map(
    ({ lesson, check, kind, says, seconds, backend }) =>
      `| ${lesson} | ${check} | ${kind} | ${says.replaceAll('|', '/')} | ${Math.round(seconds)} | ${backend}, ${where} |`,
  )
  const table = [...HEAD, ...[...kept, ...fresh].toSorted()].join('\n')
  return `${text.slice(0, start)}${BEGIN}\n\n${table}\n\n${text.slice(end)}`
}

export function writeFigures(figures: readonly Figure[]): void {
  if (!existsSync(FILE)) throw new Error(`${FILE} is missing`)
  const where = `${cpus().length} cores`
  writeFileSync(FILE, mergeFigures(readFileSync(FILE, 'utf8'), figures, where))
}
