/** `console` of a cell: strings as they are, everything else printed as a value. */
import { natives } from './natives'
import { print } from './print'
import type { Reporter } from './report'

/** Text, whole numbers, numbers, objects, and styles, which a text has none of. */
const SIGNS = 'sdifoOjc'

type Special = (value: object) => string | undefined

export function captureConsole(
  target: Record<string, unknown>,
  reporter: Reporter,
  special: Special,
  table: (rows: unknown) => void,
): void {
  let indent = ''
  const counts = new Map<string, number>()
  const timers = new Map<string, number>()
  /** The signs of `console.log('%d %s', …)`: the text, and how many of the items it used. */
  const fill = (items: unknown[]): [text: string, used: number] => {
    const pattern = items[0]
    if (typeof pattern !== 'string' || items.length < 2) return ['', 0]
    let text = ''
    let used = 1
    for (let at = 0; at < pattern.length; at++) {
      const sign = pattern[at] === '%' ? pattern[at + 1] : undefined
      if (sign === '%') text += '%'
      else if (sign === undefined || !SIGNS.includes(sign) || used >= items.length) {
        text += pattern[at]
        continue
      } else text += written(sign, items[used++])
      at++
    }
    return [text, used]
  }
  /** Without the item's own `valueOf`, which is the cell's code. */
  const written = (sign: string, item: unknown): string => {
    if (sign === 'c') return ''
    if (sign === 's') return typeof item === 'string' ? item : print(item, special)
    if (sign === 'o' || sign === 'O' || sign === 'j') return print(item, special)
    const number = typeof item === 'number' || typeof item === 'string' ? Number(item) : NaN
    return natives.String(sign === 'f' ? number : Math.trunc(number))
  }
  const format = (items: unknown[]) => {
    let text = indent
    const [first, used] = fill(items)
    if (used > 0) text += first
    for (let index = used; index < items.length; index++) {
      const item = items[index]
      text += (index === 0 ? '' : ' ') + (typeof item === 'string' ? item : print(item, special))
    }
    return text
  }
  const say =
    (stream: 'log' | 'info' | 'warn' | 'error') =>
    (...items: unknown[]) =>
      reporter.text(stream, format(items))
  const name = (label: unknown) =>
    label === undefined ? 'default' : natives.slice(typeof label === 'string' ? label : print(label), 0, 100)
  const elapsed = (label: unknown) => {
    const started = timers.get(name(label))
    if (started !== undefined)
      reporter.text('log', `${indent}${name(label)}: ${(natives.now() - started).toFixed(1)} ms`)
  }
  const methods: Record<string, (...items: unknown[]) => void> = {
    log: say('log'),
    debug: say('log'),
    dir: (item) => say('log')(item),
    info: say('info'),
    warn: say('warn'),
    error: say('error'),
    trace: say('log'),
    table(rows) {
      try {
        table(rows)
      } catch (error) {
        if (!(error instanceof TypeError)) throw error
        say('log')(rows)
      }
    },
    assert(condition, ...items) {
      if (!condition) say('error')('Assertion failed', ...items)
    },
    count(label) {
      const count = (counts.get(name(label)) ?? 0) + 1
      counts.set(name(label), count)
      say('log')(`${name(label)}: ${count}`)
    },
    time: (label) => void timers.set(name(label), natives.now()),
    timeLog: elapsed,
    timeEnd(label) {
      elapsed(label)
      timers.delete(name(label))
    },
    group(...items) {
      if (items.length > 0) say('log')(...items)
      if (indent.length < 40) indent += '  '
    },
    groupEnd: () => void (indent = indent.slice(2)),
    clear: () => {},
  }
  methods['groupCollapsed'] = methods['group']!
  for (const key of Object.keys(methods)) target[key] = methods[key]
}
