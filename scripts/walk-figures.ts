/** The table of figures that trained solutions reach, kept in `content/README.md` between two marks. */
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'

export type Figure = {
  lesson: string
  check: string
  /** What was reached, and what passes. */
  says: string
  /** Of the whole lesson, training included. */
  seconds: number
  backend: string
}

const FILE = 'content/README.md'
const [BEGIN, END] = ['<!-- figures -->', '<!-- /figures -->']
const HEAD = ['| lesson | check | reached | seconds for the lesson | where |', '|---|---|---|---|---|']

const keyOf = (row: string) => row.split(' | ').slice(0, 2).join(' | ')

/** The row of this lesson's check is replaced or added; the others stay as they are. */
export function mergeFigure(text: string, figure: Figure, where: string): string {
  const [start, end] = [text.indexOf(BEGIN), text.indexOf(END)]
  if (start < 0 || end < start) throw new Error(`${FILE} lacks ${BEGIN} or ${END}`)
  const { lesson, check, says, seconds, backend } = figure
  const reached = says.replaceAll('|', '/')
  const fresh = `| ${lesson} | ${check} | ${reached} | ${Math.round(seconds)} | ${backend}, ${where} |`
  const kept = text
    .slice(start, end)
    .split('\n')
    .filter((line) => /^\| [a-z0-9-]+ \| /.test(line) && !HEAD.includes(line))
    .filter((line) => keyOf(line) !== keyOf(fresh))
  const table = [...HEAD, ...[...kept, fresh].toSorted()].join('\n')
  return `${text.slice(0, start)}${BEGIN}\n\n${table}\n\n${text.slice(end)}`
}

export function writeFigure(figure: Figure): void {
  const where = `${cpus().length} cores`
  writeFileSync(FILE, mergeFigure(readFileSync(FILE, 'utf8'), figure, where))
}
