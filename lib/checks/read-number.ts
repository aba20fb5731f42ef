/**
 * What a person wrote where a number is due. Understood: full-width digits, spaces and underscores between digits,
 * thousands groups, a comma or a point as the decimal sign, a percent sign, powers of ten, 万 and 亿. Where two readings
 * are usual, both are named and the person is asked; nothing is guessed in silence.
 */
export type ReadNumber =
  | { kind: 'number'; value: number }
  /** Usual readings of the same text, the likelier one first. */
  | { kind: 'either'; values: [number, number] }
  /** A number in words; `value` where the words are understood. */
  | { kind: 'words'; value: number | null }
  | { kind: 'none' }

const NONE: ReadNumber = { kind: 'none' }
const number = (value: number): ReadNumber => (Number.isFinite(value) ? { kind: 'number', value } : NONE)

const DIGITS = '〇一二三四五六七八九'
const WORDS = /^[负零〇一二两三四五六七八九十百千万亿点]+$/

/** @param percent whether the answer is asked for in percent: then the sign only repeats the unit */
export function readNumber(text: string, { percent = false } = {}): ReadNumber {
  const plain = text
    .normalize('NFKC')
    .trim()
    .replaceAll(/[−–—﹣]/g, '-')
    .replaceAll('٬', ',')
    .replaceAll("'", ',')
    .replaceAll('’', ',')
    .replaceAll('。', '.')
  if (plain === '') return NONE
  if (WORDS.test(plain)) return { kind: 'words', value: readWords(plain) }
  const [, body = '', tail = ''] = /^(.*?)\s*([%‰万亿]?)$/.exec(plain) ?? []
  const scale = tail === '万' ? 1e4 : tail === '亿' ? 1e8 : tail === '‰' ? 1e-3 : 1
  const read = readDigits(body.replaceAll(/(?<=\d)[\s_](?=\d)/g, '').replace(/^([+-])\s+/, '$1'))
  const scaled = map(read, (value) => exact(value, scale))
  if (tail !== '%' || percent) return scaled
  if (scaled.kind !== 'number') return scaled
  // 50 % is a half; but 50 may be what was meant where the unit says nothing.
  return { kind: 'either', values: [exact(scaled.value, 0.01), scaled.value] }
}

/** Without the dust of a binary product. */
const exact = (value: number, scale: number) =>
  scale === 1 ? value : Number((value * scale).toPrecision(15))

function map(read: ReadNumber, change: (value: number) => number): ReadNumber {
  if (read.kind === 'number') return number(change(read.value))
  if (read.kind === 'either')
    return { kind: 'either', values: [change(read.values[0]), change(read.values[1])] }
  return read
}

const PLAIN = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
const POWER = /^([+-]?(?:\d+\.?\d*|\.\d+))\s*[x×*·]\s*10\s*\^?\s*([+-]?\d+)$/i

function readDigits(text: string): ReadNumber {
  if (PLAIN.test(text)) return number(Number(text))
  const power = POWER.exec(text)
  if (power) return number(Number(`${power[1]}e${power[2]}`))
  const sign = text.startsWith('-') ? -1 : 1
  const rest = text.replace(/^[+-]/, '')
  // 1,234,567 and 1,234.5: groups, for there is more than one sign.
  if (/^\d{1,3}(,\d{3}){2,}(\.\d*)?$/.test(rest) || /^\d{1,3}(,\d{3})+\.\d*$/.test(rest))
    return number(sign * Number(rest.replaceAll(',', '')))
  // 1.234.567 and 1.234,5: the same in other countries.
  if (/^\d{1,3}(\.\d{3}){2,}(,\d*)?$/.test(rest) || /^\d{1,3}(\.\d{3})+,\d*$/.test(rest))
    return number(sign * Number(rest.replaceAll('.', '').replace(',', '.')))
  const one = /^(\d*),(\d+)$/.exec(rest)
  if (!one) return NONE
  const [, whole = '', fraction = ''] = one
  const decimal = sign * Number(`${whole}.${fraction}`)
  // 2,000 is two thousand to most who write it, and two to some; 0,125 can only be an eighth.
  const isGroup = fraction.length === 3 && /^[1-9]\d{0,2}$/.test(whole)
  return isGroup ? { kind: 'either', values: [sign * Number(whole + fraction), decimal] } : number(decimal)
}

const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }

/** 两千零五 → 2005, 三点一四 → 3.14; null for words that are no number as people say it. */
function readWords(text: string): number | null {
  const sign = text.startsWith('负') ? -1 : 1
  const [whole = '', fraction, ...more] = text.replace(/^负/, '').split('点')
  if (more.length > 0) return null
  const digit = (letter: string) => DIGITS.indexOf(letter.replace('零', '〇').replace('两', '二'))
  const decimals = [...(fraction ?? '')].map(digit)
  if (decimals.includes(-1) || (fraction !== undefined && decimals.length === 0)) return null
  const value = readWhole(whole, digit)
  return value === null ? null : sign * Number(`${value}.${decimals.join('') || '0'}`)
}

function readWhole(text: string, digit: (letter: string) => number): number | null {
  if (text === '') return null
  for (const [name, size] of [
    ['亿', 1e8],
    ['万', 1e4],
  ] as const) {
    const at = text.lastIndexOf(name)
    if (at === -1) continue
    const [high, low] = [readWhole(text.slice(0, at), digit), text.slice(at + 1)]
    const rest = low === '' ? 0 : readWhole(low, digit)
    return high === null || rest === null || rest >= size ? null : high * size + rest
  }
  const digits = [...text].map(digit)
  // 二〇二六: digit by digit.
  if (!digits.includes(-1)) return Number(digits.join(''))
  let [sum, held, last] = [0, -1, 10_000]
  for (const letter of text) {
    const unit = UNITS[letter]
    if (unit === undefined) {
      const value = digit(letter)
      if (value === -1 || (held > 0 && value > 0)) return null
      held = value
    } else {
      // 十二 goes without a one, 千二 does not.
      const isBare = held === -1 && !(unit === 10 && sum === 0)
      if (unit >= last || held === 0 || isBare) return null
      sum += (held === -1 ? 1 : held) * unit
      ;[held, last] = [-1, unit]
    }
  }
  return sum + Math.max(0, held)
}
