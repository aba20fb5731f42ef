/** Refusals of a text as it is read: its size, its head, its tags and links. */
import type { Wording } from './wording'

export const TEXT = {
  'too-large': {
    zh: (p) => `这一课有 ${p.kilobytes} KB，上限是 ${p.limit} KB。请拆成两课。`,
    en: (p) => `This text is ${p.kilobytes} KB; the limit is ${p.limit} KB. Split it into two lessons.`,
  },
  'file-large': {
    zh: (p) => `这个文件有 ${p.kilobytes} KB，上限是 ${p.limit} KB。请删减题目或缩短文字。`,
    en: (p) =>
      `This file is ${p.kilobytes} KB; the limit is ${p.limit} KB. Use fewer questions or shorter words.`,
  },
  'figure-large': {
    zh: (p) =>
      `这张 SVG 有 ${p.kilobytes} KB，上限是 ${p.limit} KB。请在绘图软件里减少节点和小数位，或者拆成两张图。`,
    en: (p) =>
      `This SVG is ${p.kilobytes} KB; the limit is ${p.limit} KB. Use fewer points and decimals, or split it into two figures.`,
  },
  'too-slow': {
    zh: (p) => `${p.seconds} 秒内没有解析完。通常是一长串重复的 *、>、[ 或反引号；请删去或拆短。`,
    en: (p) =>
      `Parsing took longer than ${p.seconds} s. Usually a long run of *, >, [ or backticks: remove or split it.`,
  },
  'too-deep': {
    zh: (p) => `嵌套超过 ${p.limit} 层。请减少引用、列表或标签的层数。`,
    en: (p) => `Nested deeper than ${p.limit} levels. Use fewer quotes, lists or tags inside each other.`,
  },
  'control-character': {
    zh: (p) => `有看不见的控制字符 U+${p.hex}。请删去。`,
    en: (p) => `There is an invisible control character, U+${p.hex}. Delete it.`,
  },
  'frontmatter-missing': {
    zh: () => '开头缺少 --- 包住的 YAML。第一行写 ---，然后是 title、summary、objectives 等，再写一行 ---。',
    en: () =>
      'The head is missing. Start with a line ---, then title, summary, objectives and so on, then a line ---.',
  },
  'frontmatter-yaml': {
    zh: (p) => `开头的 YAML 读不懂：${p.reason}。只能写普通的键、文字、数字和列表。`,
    en: (p) =>
      `The YAML of the head does not parse: ${p.reason}. Use plain keys, text, numbers and lists only.`,
  },
  'frontmatter-field': {
    zh: (p) => `开头的 ${p.field} 不对：${p.reason}。`,
    en: (p) => `In the head, ${p.field} is wrong: ${p.reason}.`,
  },
  'tag-unclosed': {
    zh: (p) => `<${p.tag}> 没有结束标签。请写上 </${p.tag}>；不包内容的标签写成 <Cell id="…" />。`,
    en: (p) =>
      `<${p.tag}> is not closed. Write </${p.tag}>; a tag that holds nothing is written <Cell id="…" />.`,
  },
  'tag-unopened': {
    zh: (p) => `结束标签 </${p.tag}> 没有对应的开始标签。请补上开始标签，或者删去它。`,
    en: (p) => `The closing tag </${p.tag}> has no opening tag. Add one, or remove it.`,
  },
  unreadable: {
    zh: () => '这份课文解析不了，多半是有标签没写完。请撤销最近的改动，再一段一段加回来。',
    en: () =>
      'This text cannot be parsed; most likely a tag is not finished. Undo the latest change and add it back bit by bit.',
  },
  brace: {
    zh: () => '这里有一个没有配对的花括号。正文里的花括号写成 \\{ 和 \\}；公式请放在 $…$ 里。',
    en: () => 'A brace has no partner. Write \\{ and \\} in prose; put formulas in $…$.',
  },
  syntax: {
    zh: (p) =>
      `这里的写法读不懂：${p.reason}。正文里的 < 写成 \\<，{ 写成 \\{；注释写成 {/* … */}；链接写成 [文字](https://…)。`,
    en: (p) =>
      `This does not parse: ${p.reason}. In prose write \\< for <, \\{ for {; {/* … */} for a comment; [text](https://…) for a link.`,
  },
  esm: {
    zh: () => '课文里不能写 import 或 export。正文若以这两个词开头，请换一个说法或加上反引号。',
    en: () =>
      'import and export are not allowed in a lesson. If a sentence starts with the word, put it in backticks.',
  },
  expression: {
    zh: () => '课文里不能写 {表达式}。要显示花括号请写 \\{ 和 \\}；公式请放在 $…$ 里。',
    en: () =>
      'A {expression} is not allowed in a lesson. Write \\{ and \\} to show braces; put formulas in $…$.',
  },
  'unknown-tag': {
    zh: (p) => `没有 <${p.name}> 这个标签。可用的有：${p.known}。`,
    en: (p) => `There is no tag <${p.name}>. You may use: ${p.known}.`,
  },
  'html-tag': {
    zh: (p) => `课文里不用 HTML 的 <${p.name}>。这样写：${p.remedy}。`,
    en: (p) => `<${p.name}> is HTML, which a lesson has none of. Write instead: ${p.remedy}.`,
  },
  spread: {
    zh: (p) => `<${p.name}> 里不能写 {...}。请逐个写属性，例如 kind="tip"。`,
    en: (p) => `{...} is not allowed in <${p.name}>. Write each attribute, such as kind="tip".`,
  },
  'attribute-value': {
    zh: (p) => `<${p.name}> 的 ${p.attribute} 只能是文字或数字，例如 ${p.attribute}="…"。`,
    en: (p) => `${p.attribute} of <${p.name}> must be a plain text or number, such as ${p.attribute}="…".`,
  },
  attribute: {
    zh: (p) => `<${p.name}> 的属性 ${p.attribute} 不对：${p.reason}。它接受：${p.known}。`,
    en: (p) => `On <${p.name}>, ${p.attribute} is wrong: ${p.reason}. It takes: ${p.known}.`,
  },
  'attribute-twice': {
    zh: (p) => `<${p.name}> 的属性 ${p.attribute} 写了两次。留一个。`,
    en: (p) => `${p.attribute} is written twice on <${p.name}>. Keep one.`,
  },
  'tag-in-sentence': {
    zh: (p) => `<${p.name}> 要单独占行，不能写在一句话中间。`,
    en: (p) => `<${p.name}> goes on lines of its own, not inside a sentence.`,
  },
  'tag-not-in-sentence': {
    zh: (p) => `<${p.name}> 要写在一句话里，不能单独包住段落。`,
    en: (p) => `<${p.name}> goes inside a sentence, not around paragraphs.`,
  },
  'tag-empty': {
    zh: (p) => `<${p.name}> 里面是空的。请写上内容，或者删去。`,
    en: (p) => `<${p.name}> is empty. Write its content or remove it.`,
  },
  'tag-not-empty': {
    zh: (p) => `<${p.name}> 里面不能写内容。请写成 <${p.name} … />。`,
    en: (p) => `<${p.name}> holds nothing. Write <${p.name} … />.`,
  },
  'not-at-top': {
    zh: (p) => `${p.name} 只能放在正文最外层，或 <Steps> 的步骤里。`,
    en: (p) => `${p.name} goes at the top level of the page, or in a step of <Steps>.`,
  },
  url: {
    zh: (p) => `不接受这个地址：${p.url}。可以写 https://…、mailto:…、本页的 #标题，或另一课 /learn/课名。`,
    en: (p) =>
      `This address is not accepted: ${p.url}. Use https://…, mailto:…, #heading on this page, or /learn/lesson.`,
  },
  'dead-anchor': {
    zh: (p) => `本页没有标题或单元 #${p.anchor}。现有的：${p.known}。`,
    en: (p) => `This page has no heading or cell #${p.anchor}. There are: ${p.known}.`,
  },
  'dead-link': {
    zh: (p) => `没有 /learn/${p.to} 这一课。`,
    en: (p) => `There is no lesson /learn/${p.to}.`,
  },
  image: {
    zh: () => '图片请用 <Figure src="名字.svg" alt="图上说了什么" />，SVG 文件放在课文旁边。',
    en: () =>
      'For a picture use <Figure src="name.svg" alt="what it says" />, with the SVG file beside the lesson.',
  },
  html: {
    zh: () => '课文里不能写 HTML。请用 Markdown 或现有的标签。',
    en: () => 'HTML is not allowed in a lesson. Use Markdown or one of the tags.',
  },
  heading: {
    zh: () => '正文的标题只用 ##、### 和 ####；一级标题由开头的 title 生成。',
    en: () => 'Headings in the text are ##, ### and ####; the first level comes from title in the head.',
  },
} as const satisfies Record<string, Wording>
