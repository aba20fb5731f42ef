/** Signs that an input method writes and no program understands, with what to type instead. */
const SIGNS: Record<string, string> = {
  '，': ',',
  '、': ',',
  '；': ';',
  '：': ':',
  '（': '(',
  '）': ')',
  '【': '[',
  '】': ']',
  '「': "'",
  '」': "'",
  '『': "'",
  '』': "'",
  '《': '<',
  '》': '>',
  '〈': '<',
  '〉': '>',
  '“': '"',
  '”': '"',
  '„': '"',
  '‘': "'",
  '’': "'",
  '。': '.',
  '…': '...',
  '—': '-',
  '–': '-',
  '−': '-',
  '·': '.',
  '×': '*',
  '÷': '/',
  '≤': '<=',
  '≥': '>=',
  '≠': '!==',
  '￥': '$',
  '｡': '.',
  '､': ',',
}

/** What to type for a wide sign; undefined for a sign that is right as it is. */
function narrow(sign: string): string | undefined {
  const known = SIGNS[sign]
  if (known !== undefined) return known
  const code = sign.codePointAt(0) ?? 0
  // The full-width block repeats ASCII from `!` to `~`.
  return code >= 0xff01 && code <= 0xff5e ? String.fromCodePoint(code - 0xfee0) : undefined
}

export const narrowed = (text: string) => [...text].map((sign) => narrow(sign) ?? sign).join('')

/** Letters of the full-width block may stand in names; every other wide sign is wrong wherever it is code. */
const isLetter = (sign: string) => /[Ａ-Ｚａ-ｚ＿]/.test(sign)

export type Wide = { sign: string; index: number; write: string }

/** All wide signs among `code` (strings and comments blanked); letters and digits as one word. */
export function wideSigns(code: string): Wide[] {
  const found: Wide[] = []
  for (let index = 0; index < code.length; index++) {
    const sign = code[index]!
    const write = narrow(sign)
    if (write === undefined) continue
    const word = /^[０-９Ａ-Ｚａ-ｚ＿]+/.exec(code.slice(index))?.[0]
    if (word !== undefined) {
      found.push({ sign: word, index, write: narrowed(word) })
      index += word.length - 1
    } else found.push({ sign, index, write })
  }
  return found
}

export const isOnlyLetters = ({ sign }: Wide) => [...sign].every(isLetter)
