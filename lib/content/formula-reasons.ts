/** KaTeX's complaints in both languages: what authors run into, with the words it quotes. */
import type { Reason } from './reasons'

type Row = [said: RegExp, zh: (...quoted: string[]) => string]

/** In the order in which they are tried. Tested against every complaint in the library's own text. */
const ROWS: Row[] = [
  [/^Undefined control sequence: (\S+)/, (name) => `没有 ${name} 这个命令`],
  [/^Expected 'EOF', got '(.+)'/, (got) => `这里多了 ${got}`],
  [/^Expected '(.+)', got 'EOF'/, (expected) => `公式结束了，还缺 ${expected}`],
  [/^Expected '(.+)', got '(.+)'/, (expected, got) => `这里应当是 ${expected}，写的是 ${got}`],
  [/^Expected group (?:after|as) '?(.+?)'?$/, (sign) => `${sign} 后面缺少内容，用花括号给它`],
  [
    /^Double (superscript|subscript)/,
    (kind) => `两个${kind === 'subscript' ? '下标 _' : '上标 ^'}连在一起，用花括号分清`,
  ],
  [/^Unexpected end of input.*expected '(.+)'/, (sign) => `公式没有写完，还缺 ${sign}`],
  [/^Extra \}/, () => '多了一个右花括号'],
  [/^Unexpected character: '(.*)'/, (sign) => `公式里不能有 ${sign}`],
  [/^(?:No such environment: |Invalid environment name)(.*)/, (name) => `没有 ${name || '这个'} 环境`],
  [/^Mismatch: (\\begin\{.*\}) matched by (\\end\{.*\})/, (begin, end) => `${begin} 与 ${end} 对不上`],
  [/^Mismatched (\S+)/, (name) => `${name} 没有配对`],
  [/^(\\middle|\\right|\\left) without preceding (\S+)/, (name, before) => `${name} 前面缺少 ${before}`],
  [/^(\S+) valid only within array environment/, (name) => `${name} 只能用在矩阵或表里`],
  [
    /can be used only in display mode|works only in display equations/,
    () => '这种写法只能用在独占一行的公式里',
  ],
  [/^Can't use function '(.+)' in text mode/, (name) => `${name} 不能用在 \\text{…} 里`],
  [/^Can't use function '(.+)' in math mode/, (name) => `${name} 只能用在 \\text{…} 里`],
  [/^Got function '(\S+)' with no arguments/, (name) => `${name} 后面缺少内容，用花括号给它`],
  [/^Invalid (?:delimiter|delimiter type) '?(\S+?)'?(?: after|$)/, (sign) => `${sign} 不是括号`],
  [/^Illegal delimiter: '(.+)'/, (sign) => `${sign} 不是括号`],
  [/^Invalid size: '(.*)'/, (size) => `尺寸 ${size} 读不懂，写成 0.5em 这样`],
  [/^Invalid unit: '(.*)'/, (unit) => `没有 ${unit} 这个单位，用 em`],
  [/^Invalid color: '(.*)'/, (colour) => `颜色 ${colour} 读不懂，写成 #aa3300 这样`],
  [/^Limit controls must follow/, () => '\\limits 要写在求和、积分这类符号后面'],
  [/^only one infix operator per group/, () => '\\over 这类写法一组里只能有一个，用 \\frac'],
  [/^(?:Too many tab characters|Too many math in a row)/, () => '这一行的 & 太多'],
  [/^(?:Expected & or|Expected \\\\)/, () => '表里这一处缺少 &、\\\\ 或 \\end'],
  [
    /^(?:Unknown column alignment: |Expected l or c or r)(.*)/,
    (name) => `列的对齐只能是 l、c、r${name ? `，写的是 ${name}` : ''}`,
  ],
  [/^Too many expansions/, () => '宏展开太多次'],
  [/^Maximum call stack/, () => '嵌套太深'],
  [/^Multiple \\tag/, () => '一个公式只能有一个 \\tag'],
  [/^Accent (\S+) unsupported/, (name) => `${name} 不能用在这里`],
  [/^\\verb ended by end of line/, () => '\\verb 没有结束'],
]

/** @param message without the place and the excerpt that KaTeX adds */
export function formulaReason(message: string): Reason {
  const en = message.startsWith('Maximum call stack') ? 'it is nested too deeply' : message
  for (const [said, words] of ROWS) {
    const found = said.exec(message)
    if (found) return { zh: words(...found.slice(1).map((quoted) => quoted ?? '')), en }
  }
  return { zh: `读不懂这里（KaTeX 的说法：${message}）`, en }
}
