/**
 * Why a text did not parse, from the text itself: a parser says where it gave up, which is seldom where the slip is.
 * In the order of certainty: signs of an input method, habits of another language, quotes and brackets.
 */
import type { Place } from '../transpile'
import { HABITS, habitOf } from './habits'
import { fill, type Said } from './rule'
import { closerOf, placeOf, scan } from './scan'
import { isOnlyLetters, type Wide, wideSigns } from './wide'

type Diagnosis = Said & {
  at: Place
  /** What to put where, when one edit mends it. */
  edits?: { index: number; length: number; text: string }[]
}

const say = (zh: string, en: string, ...found: string[]): Said => ({
  zh: fill(zh, ['', ...found]),
  en: fill(en, ['', ...found]),
})

/** Chinese quotes around a text become ASCII ones; what the text itself contains stays. */
function editsFor(code: string, wide: Wide[]): Diagnosis['edits'] {
  const edits: NonNullable<Diagnosis['edits']> = []
  let until = -1
  for (const { sign, index, write } of wide) {
    if (index < until) continue
    edits.push({ index, length: sign.length, text: write })
    const closing = { '“': '”', '‘': '’', '「': '」', '『': '』' }[sign]
    const end = closing === undefined ? -1 : code.indexOf(closing, index + 1)
    if (end < 0 || code.slice(index, end).includes('\n')) continue
    edits.push({ index: end, length: 1, text: write })
    until = end + 1
  }
  return edits
}

export function diagnose(source: string, at: Place | undefined): Diagnosis | undefined {
  const { code, unclosed, stray, unended } = scan(source)
  const lines = source.split('\n')
  const codeLines = code.split('\n')
  const place = (index: number) => placeOf(source, index)

  if (unended && (unended.sign === '"' || unended.sign === "'")) {
    const text = lines[place(unended.index).line - 1]!.slice(place(unended.index).column)
    const wrong = /[“”‘’＂＇]/.exec(text)
    if (wrong) {
      const index = unended.index + 1 + wrong.index
      return {
        ...say(
          '字符串以 {1} 开头，却用了中文引号 {2} 结尾。结尾也写 {1}。',
          'The string begins with {1} and ends with the Chinese quote {2}. End it with {1}.',
          unended.sign,
          wrong[0],
        ),
        at: place(index),
        edits: [{ index, length: 1, text: unended.sign }],
      }
    }
  }

  const wide = wideSigns(code)
  const first = wide.find((each) => !isOnlyLetters(each) || place(each.index).line === at?.line)
  // `模型１` is a name; a wide digit that belongs to one is told only where the parser stumbled.
  if (first) {
    return {
      ...say(
        '{1} 是中文输入法的全角符号。改成英文的 {2}。',
        '{1} is a full-width sign of a Chinese input method. Write {2}.',
        first.sign,
        first.write,
      ),
      at: place(first.index),
      edits: editsFor(code, wide)!,
    }
  }

  // A block of Python is noticed a line later at the earliest.
  for (const line of at ? [at.line, at.line - 1] : []) {
    const text = codeLines[line - 1]
    const habit = text === undefined ? undefined : habitOf(text)
    if (habit === undefined) continue
    const { zh, en, is } = HABITS[habit]
    const found = is.exec(text!)!
    const column = line === at!.line ? at!.column : text!.search(/\S/) + 1
    return { zh: fill(zh, found), en: fill(en, found), at: { line, column: Math.max(1, column) } }
  }

  if (unended) {
    const { sign, index } = unended
    const end = sign === '/*' ? '*/' : sign
    return {
      ...say(
        '这里的 {1} 没有结尾。在文字后面加上 {2}。',
        'The {1} opened here has no end. Put {2} after the text.',
        sign,
        end,
      ),
      at: place(index),
    }
  }
  if (stray) {
    const { sign, index, open } = stray
    if (!open) {
      return {
        ...say(
          '多了一个 {1}：前面没有与它对应的括号。删掉它。',
          'One {1} too many: nothing before it is open. Remove it.',
          sign,
        ),
        at: place(index),
      }
    }
    const opened = place(open.index)
    return {
      ...say(
        '括号不配对：第 {1} 行第 {2} 列的 {3} 应该用 {4} 结束，这里是 {5}。',
        'The brackets do not pair: the {3} of line {1}, column {2} ends with {4}, and here is {5}.',
        String(opened.line),
        String(opened.column),
        open.sign,
        closerOf(open.sign),
        sign,
      ),
      at: place(index),
    }
  }
  const open = unclosed.at(-1)
  if (open) {
    return {
      ...say(
        '这里的 {1} 没有对应的 {2}。补上 {2}。',
        'The {1} opened here is never closed. Add the missing {2}.',
        open.sign,
        closerOf(open.sign),
      ),
      at: place(open.index),
    }
  }
  return undefined
}
