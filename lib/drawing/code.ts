/** What code of people makes a page draw: colours are elements, and so are lines that can be commented on. */

/** Characters that are coloured; longer code is one plain text. A cell written by hand is a tenth of it. */
const COLOURED = 16 * 1024
const COLOURED_LINES = 600
/** Characters that are coloured on one page by the server, at five milliseconds a thousand. */
export const COLOURED_OF_PAGE = 40 * 1024
/** One endless line costs a grammar more than many short ones. */
const LONGEST_LINE = 2000
/** Characters of a line that a page shows; the rest is said to be there. */
export const SHOWN_OF_LINE = 4000
/** Lines of one cell that are drawn before a reader asks for more. */
export const LINES_AT_ONCE = 400
/** Marks of all code of a page that is drawn line by line. */
export const CODE_ROOM = 40_000

const NEWLINE = 10

/** Counted without making the lines. */
export function countLines(text: string): number {
  let lines = 1
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) === NEWLINE) lines += 1
  return lines
}

/** Whether code is short enough to be coloured. */
export function isColoured(source: string): boolean {
  if (source.length > COLOURED || countLines(source) > COLOURED_LINES) return false
  return !source.split('\n').some((line) => line.length > LONGEST_LINE)
}

/** The first lines of a text, whole. */
export function firstLines(text: string, count: number): string {
  let end = -1
  for (let line = 0; line < count; line++) {
    const next = text.indexOf('\n', end + 1)
    if (next < 0) return text
    end = next
  }
  return end < 0 ? '' : text.slice(0, end)
}

/** A line has its row, its number and its button; of dense code every second character is a piece of its own. */
const lineMarks = (length: number) => 6 + Math.ceil(Math.min(length, SHOWN_OF_LINE) / 2)

/** How many lines fit, from the first, and what they take of the room. */
export function fitLines(text: string, room: number): { lines: number; marks: number } {
  let marks = 0
  let from = 0
  for (let lines = 0; lines < LINES_AT_ONCE; lines++) {
    const next = text.indexOf('\n', from)
    const cost = lineMarks((next < 0 ? text.length : next) - from)
    if (marks + cost > room) return { lines, marks }
    marks += cost
    if (next < 0) return { lines: lines + 1, marks }
    from = next + 1
  }
  return { lines: LINES_AT_ONCE, marks }
}
