/** What people write in HTML out of habit, and how a lesson says it. */
type Words = { zh: string; en: string }

const both = (text: string): Words => ({ zh: text, en: text })

const REMEDIES: Record<string, Words> = {
  br: { zh: '换行在行尾写 \\ 或两个空格', en: 'for a line break end the line with \\ or two spaces' },
  hr: { zh: '分隔线单独写一行 ---，前后各空一行', en: 'for a rule write --- between two empty lines' },
  img: {
    zh: '图片写 <Figure src="名字.svg" alt="…" />',
    en: 'for a picture write <Figure src="name.svg" alt="…" />',
  },
  a: { zh: '链接写 [文字](https://…)', en: 'for a link write [text](https://…)' },
  b: both('**…**'),
  strong: both('**…**'),
  i: both('*…*'),
  em: both('*…*'),
  s: both('~~…~~'),
  del: both('~~…~~'),
  code: both('`…`'),
  pre: { zh: '代码块用三个反引号', en: 'for code write a fence of three backticks' },
  kbd: both('`…`'),
  sub: both('$x_i$'),
  sup: both('$x^2$'),
  u: both('*…*'),
  p: { zh: '段落之间空一行', en: 'leave an empty line between paragraphs' },
  div: { zh: '提示框写 <Callout kind="note">', en: 'for a box write <Callout kind="note">' },
  span: { zh: '去掉标签即可', en: 'leave the tag out' },
  font: { zh: '去掉标签即可', en: 'leave the tag out' },
  center: { zh: '去掉标签即可', en: 'leave the tag out' },
  details: { zh: '逐步提示写 <Hint for="…">', en: 'for help step by step write <Hint for="…">' },
  ul: both('- …'),
  ol: both('1. …'),
  li: both('- …'),
  table: both('| … | … |'),
  h1: both('## …'),
  h2: both('## …'),
  h3: both('### …'),
}

export const isHtml = (name: string): boolean => Object.hasOwn(REMEDIES, name.toLowerCase())

export const remedyOf = (name: string): Words => REMEDIES[name.toLowerCase()] ?? both('')
