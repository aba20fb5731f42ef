/** Why a lesson was refused: a code, where, and the words for an author in both languages. */
import type { Locale } from '../curriculum/ids'

export type Place = { file: string; line: number; column: number }
export type Refusal = Place & { code: RefusalCode; params: Params }
/** What a wording fills in; a reason that is itself a sentence comes in both languages. */
export type Params = Record<string, string | number | Record<Locale, string>>
type Wording = Record<Locale, (p: Record<string, string | number>) => string>

const WORDINGS = {
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
    zh: (p) => `本页没有标题 #${p.anchor}。现有的：${p.known}。`,
    en: (p) => `This page has no heading #${p.anchor}. There are: ${p.known}.`,
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
  'fence-attribute': {
    zh: (p) =>
      `代码块的 ${p.attribute} 不对：${p.reason}。写法：ts cell id=train title="…"，ts check id=shape for=train，ts solution for=train，diagram id=flow。`,
    en: (p) =>
      `On this code fence ${p.attribute} is wrong: ${p.reason}. Write: ts cell id=train title="…", ts check id=shape for=train, ts solution for=train, or diagram id=flow.`,
  },
  'fence-language': {
    zh: (p) => `代码块的语言 ${p.language} 不认识。${p.meant}可以写：${p.known}。`,
    en: (p) => `The language ${p.language} of this fence is not known.${p.meant} You may write: ${p.known}.`,
  },
  'heading-underline': {
    zh: () => '这一行下面的 --- 或 === 把它变成了标题。标题写成 ## 文字；要画分隔线，请在 --- 前空一行。',
    en: () =>
      'The line of --- or === below makes this a heading. Write ## for a heading; for a rule, leave an empty line before ---.',
  },
  'heading-closed': {
    zh: () => '标题末尾的 # 不会显示。请删去，或者写成 \\#。',
    en: () => 'The # at the end of a heading is not shown. Remove it, or write \\#.',
  },
  'table-cells': {
    zh: (p) =>
      `这一行有 ${p.found} 格，表头只有 ${p.expected} 格，多出的不会显示。格子里的 | 写成 \\|；公式里的 | 写成 \\mid、\\lvert 或 \\rvert。`,
    en: (p) =>
      `This row has ${p.found} cells and the heading ${p.expected}; the others are not shown. Write \\| for a bar in a cell, and \\mid, \\lvert or \\rvert in a formula.`,
  },
  'table-rule': {
    zh: () => '这不是表格：表头与下面一行 --- 的格数不同。两行要一样多；格子里的 | 写成 \\|。',
    en: () =>
      'This is no table: the heading and the line of --- have different numbers of cells. Make them equal; write \\| for a bar in a cell.',
  },
  directive: {
    zh: () => '::: 在这里没有意义。提示框请写 <Callout kind="note">…</Callout>。',
    en: () => '::: means nothing here. For a box write <Callout kind="note">…</Callout>.',
  },
  dollar: {
    zh: () => '这里的 $ 没有配对。金额写成 \\$；公式请写完整的 $…$。',
    en: () => 'This $ has no partner. Write \\$ for an amount of money; a formula is $…$.',
  },
  price: {
    zh: (p) => `${p.text} 会被当成公式。金额写成 \\$；公式的 $ 里侧不留空格，后面不紧跟数字或竖线。`,
    en: (p) =>
      `${p.text} is read as a formula. Write \\$ for an amount of money; a formula has no space inside its $, and no digit right after.`,
  },
  'reference-unknown': {
    zh: (p) => `${p.label} 没有对应的定义。请在文末写上这条脚注或链接；要显示方括号请写 \\[。`,
    en: (p) =>
      `${p.label} is defined nowhere. Write the footnote or the link at the end; to show a bracket write \\[.`,
  },
  'definition-unused': {
    zh: (p) => `${p.label} 没有被用到，它的内容不会显示。请在正文里引用它，或者删去；要显示这一行请写 \\[。`,
    en: (p) =>
      `${p.label} is used nowhere, so what it says is not shown. Refer to it or remove it; to show the line write \\[.`,
  },
  'definition-twice': {
    zh: (p) => `${p.label} 定义了两次，后一次不会显示。留一个，或者换一个名字。`,
    en: (p) => `${p.label} is defined twice; the second is not shown. Keep one, or rename it.`,
  },
  'link-title': {
    zh: (p) => `链接的标题“${p.title}”在手机上看不到。请写进正文。`,
    en: (p) => `The title of a link, “${p.title}”, cannot be seen on a phone. Put it into the text.`,
  },
  'emphasis-in-word': {
    zh: (p) => `${p.text} 里的星号会变成强调而消失。乘号写成 × 或 \\*；代码请加反引号。`,
    en: (p) =>
      `The asterisks of ${p.text} become emphasis and vanish. Write × or \\*, or put code in backticks.`,
  },
  'list-indent': {
    zh: () => '列表的缩进不齐。同一层的标记要从同一列开始；下一层要缩进到上一层文字的开头。',
    en: () =>
      'This list is not aligned. Markers of one level begin in one column; a level below begins under the words of the one above.',
  },
  'list-number': {
    zh: (p) =>
      `这里写的是 ${p.written}，显示出来会是 ${p.shown}。请按次序编号；不是列表的话写成 ${p.written}\\.。`,
    en: (p) =>
      `This says ${p.written} and would be shown as ${p.shown}. Number in order; if it is no list, write ${p.written}\\. instead.`,
  },
  'math-line': {
    zh: (p) => `$$ 后面的 ${p.text} 不会显示。$$ 要单独占一行，公式从下一行写起。`,
    en: (p) =>
      `${p.text} behind $$ is not shown. $$ stands on a line of its own, and the formula begins below.`,
  },
  'math-unclosed': {
    zh: () => '这条公式没有结束。请在它后面单独写一行 $$。',
    en: () => 'This formula is not closed. Put a line with $$ after it.',
  },
  'fence-unclosed': {
    zh: (p) => `这个代码块没有结束。请在代码后面单独写一行 ${p.fence}，缩进与开头相同。`,
    en: (p) =>
      `This code fence is not closed. Put a line with ${p.fence} after the code, indented as its beginning.`,
  },
  lost: {
    zh: (p) => `“${p.text}”不会显示在页面上。请换一种写法，或者在特殊符号前加 \\。`,
    en: (p) =>
      `“${p.text}” would not be shown on the page. Write it in another way, or put \\ before special signs.`,
  },
  'fence-empty': {
    zh: () => '这个代码块是空的。请写上代码，或者删去。',
    en: () => 'This code fence is empty. Write its code or remove it.',
  },
  'code-syntax': {
    zh: (p) => `这段 TypeScript 读不懂：${p.reason}。`,
    en: (p) => `This TypeScript does not parse: ${p.reason}.`,
  },
  formula: {
    zh: (p) => `公式写错了：${p.reason}。`,
    en: (p) => `The formula is wrong: ${p.reason}.`,
  },
  'formula-command': {
    zh: (p) => `公式里不能用 ${p.command}。链接请写在公式外面。`,
    en: (p) => `${p.command} is not allowed in a formula. Put links outside it.`,
  },
  'formula-large': {
    zh: (p) => `公式有 ${p.bytes} 字节，上限是 ${p.limit}。请拆成几条。`,
    en: (p) => `The formula is ${p.bytes} bytes; the limit is ${p.limit}. Split it.`,
  },
  'figure-missing': {
    zh: (p) => `课文旁边没有 ${p.name}。现有的：${p.known}。`,
    en: (p) => `There is no ${p.name} beside the lesson. There are: ${p.known}.`,
  },
  'figure-syntax': {
    zh: (p) => `这个 SVG 读不懂：${p.reason}。`,
    en: (p) => `This SVG does not parse: ${p.reason}.`,
  },
  'figure-element': {
    zh: (p) => `SVG 里不能有 <${p.name}>。请在绘图软件里导出为纯 SVG，只用图形、文字和渐变。`,
    en: (p) => `<${p.name}> is not allowed in an SVG. Export plain SVG with shapes, text and gradients only.`,
  },
  'figure-attribute': {
    zh: (p) => `SVG 的 <${p.name}> 不能有 ${p.attribute}="${p.value}"。`,
    en: (p) => `<${p.name}> of an SVG may not have ${p.attribute}="${p.value}".`,
  },
  'figure-colour': {
    zh: (p) =>
      `SVG 的颜色 ${p.value} 在深色主题里看不清。请用 currentColor 或 var(--ink)、var(--data-1) 这样的变量。`,
    en: (p) =>
      `The colour ${p.value} does not follow the theme. Use currentColor or a variable such as var(--ink) or var(--data-1).`,
  },
  'figure-cost': {
    zh: (p) => `这张 SVG 画起来太费时：${p.reason}。`,
    en: (p) => `This SVG takes too long to draw: ${p.reason}.`,
  },
  'figure-viewbox': {
    zh: (p) => `${p.name} 缺少 viewBox，缩放时会变形。请写成 <svg viewBox="0 0 640 360">。`,
    en: (p) => `${p.name} has no viewBox and cannot scale. Write <svg viewBox="0 0 640 360">.`,
  },
  'term-unknown': {
    zh: (p) => `术语表 content/glossary.yaml 里没有 ${p.id}。相近的：${p.known}。`,
    en: (p) => `content/glossary.yaml has no term ${p.id}. Terms under the same letter: ${p.known}.`,
  },
  'diagram-line': {
    zh: (p) =>
      `图里这一行读不懂：${p.text}。写法：data: 数据，data -> model: 训练，group 离线: data, model。`,
    en: (p) =>
      `This line of the diagram is not understood: ${p.text}. Write: data: Data, data -> model: trains, or group Offline: data, model.`,
  },
  'diagram-node': {
    zh: (p) => `图里没有节点 ${p.id}。先写一行 ${p.id}: 它的文字。现有的：${p.known}。`,
    en: (p) =>
      `The diagram has no node ${p.id}. Give it a line of its own, ${p.id}: its words. There are: ${p.known}.`,
  },
  'diagram-twice': {
    zh: (p) => `图里的 ${p.id} 写了两次，或指向自己。每个节点、每条边只写一次，一个节点只在一组里。`,
    en: (p) =>
      `In the diagram, ${p.id} is written twice or leads to itself. Write every node and edge once, and put a node in one group only.`,
  },
  'diagram-large': {
    zh: (p) => `图太大：${p.what}，上限是 ${p.limit}。请拆成两张图，或缩短文字。`,
    en: (p) =>
      `The diagram is too large: ${p.what}; the limit is ${p.limit}. Split it, or shorten the words.`,
  },
  'diagram-missing': {
    zh: (p) => `这个译文缺少图 ${p.id}。请写一段 diagram id=${p.id}，文字用译文的语言。`,
    en: (p) =>
      `This translation lacks the diagram ${p.id}. Add a fence diagram id=${p.id} with words of its language.`,
  },
  'id-twice': {
    zh: (p) => `id ${p.id} 用了两次。每个单元和检查的 id 都要不同。`,
    en: (p) => `The id ${p.id} is used twice. Every cell and check needs its own.`,
  },
  'cell-unknown': {
    zh: (p) => `没有 id 为 ${p.id} 的代码单元。现有的：${p.known}。`,
    en: (p) => `There is no cell ${p.id}. There are: ${p.known}.`,
  },
  'cell-missing': {
    zh: (p) => `这个译文缺少单元 ${p.id}。请在对应的位置写 <Cell id="${p.id}" />。`,
    en: (p) => `This translation lacks the cell ${p.id}. Put <Cell id="${p.id}" /> in its place.`,
  },
  'cell-order': {
    zh: (p) => `单元的次序与 zh.mdx 不同：这里应当是 ${p.expected}。单元按次序共用变量，两种语言要一致。`,
    en: (p) =>
      `The cells are not in the order of zh.mdx: ${p.expected} is due here. Cells share variables in order, so both languages agree.`,
  },
  'check-unknown': {
    zh: (p) => `zh.mdx 里没有检查 ${p.id}。译文只能重写已有的检查。`,
    en: (p) => `zh.mdx has no check ${p.id}. A translation can only repeat a check that exists.`,
  },
  'check-target': {
    zh: (p) => `检查 ${p.id} 在 zh.mdx 里属于单元 ${p.expected}，这里写的是 ${p.found}。`,
    en: (p) => `Check ${p.id} belongs to cell ${p.expected} in zh.mdx, but to ${p.found} here.`,
  },
  'check-unsolved': {
    zh: (p) => `单元 ${p.cell} 有检查却没有解答。请加一段 ts solution for=${p.cell}。`,
    en: (p) => `Cell ${p.cell} has a check but no solution. Add a fence ts solution for=${p.cell}.`,
  },
  'hint-count': {
    zh: (p) => `单元 ${p.cell} 在 zh.mdx 里有 ${p.expected} 条提示，这里有 ${p.found} 条。两种语言要一样多。`,
    en: (p) =>
      `Cell ${p.cell} has ${p.expected} hints in zh.mdx but ${p.found} here. Both languages need as many.`,
  },
  'objectives-count': {
    zh: (p) => `zh.mdx 有 ${p.expected} 条目标，这里有 ${p.found} 条。两种语言要一样多。`,
    en: (p) => `zh.mdx has ${p.expected} objectives but this has ${p.found}. Both languages need as many.`,
  },
  'page-not-chinese': {
    zh: () => 'zh.mdx 几乎没有汉字。中文写在 zh.mdx，英文写在 en.mdx。',
    en: () => 'There is hardly any Chinese in zh.mdx. Chinese belongs into zh.mdx, English into en.mdx.',
  },
  'words-chinese': {
    zh: (p) => `译文里这一处还是中文：“${p.text}”。请译成英文；引用的中文数据放进代码或反引号里。`,
    en: (p) =>
      `This is still Chinese: “${p.text}”. Translate it; Chinese that is data goes into code or backticks.`,
  },
  'title-chinese': {
    zh: (p) => `单元 ${p.id} 的标题在译文里仍是“${p.text}”。请写 <Cell id="${p.id}" title="…" />。`,
    en: (p) => `The title of cell ${p.id} is still “${p.text}”. Write <Cell id="${p.id}" title="…" />.`,
  },
  'comment-chinese': {
    zh: (p) => `单元 ${p.id} 的注释在译文里仍是中文：“${p.text}”。请在译文里写出这一格，注释用英文。`,
    en: (p) =>
      `A comment in cell ${p.id} is still Chinese: “${p.text}”. Write the cell out here, with English comments.`,
  },
  'check-untranslated': {
    zh: (p) => `检查 ${p.id} 的话在译文里仍是中文：“${p.text}”。请在译文里重写这段 \`\`\`ts check。`,
    en: (p) =>
      `Check ${p.id} still speaks Chinese: “${p.text}”. Write its \`\`\`ts check again in this text.`,
  },
  'check-chinese': {
    zh: (p) => `检查 ${p.id} 在译文里写了中文：“${p.text}”。请译成英文。`,
    en: (p) => `Check ${p.id} says “${p.text}”, which is Chinese. Translate it.`,
  },
  'submit-unknown': {
    zh: (p) => `开头的 checks 里没有 ${p.id}。现有的：${p.known}。`,
    en: (p) => `The head has no check ${p.id}. There are: ${p.known}.`,
  },
  'objective-untouched': {
    zh: (p) => `目标第 ${p.number} 条“${p.objective}”，课文里几乎没有提到。请写到它，或者改写、删去这一条。`,
    en: (p) =>
      `Objective ${p.number}, “${p.objective}”, is hardly mentioned in the lesson. Teach it, or reword or drop it.`,
  },
  minutes: {
    zh: (p) =>
      `minutes 写的是 ${p.minutes}，按课文长度、单元和练习估计应在 ${p.least} 到 ${p.most} 之间。请改这个数，或者增删内容。`,
    en: (p) =>
      `minutes is ${p.minutes}; by its text, cells and exercises the lesson takes ${p.least} to ${p.most}. Correct it, or cut or add.`,
  },
  'code-types': {
    zh: (p) => `这里的类型不对：${p.reason}`,
    en: (p) => `A type is wrong here: ${p.reason}`,
  },
  'code-lint': {
    zh: (p) => `这段代码有隐患：${p.reason}`,
    en: (p) => `This code is doubtful: ${p.reason}`,
  },
  'code-format': {
    zh: (p) => `这段代码的排版与约定不同。运行 npm run content -- ${p.lesson} --format，它会改好。`,
    en: (p) =>
      `This code is not laid out as agreed. Run npm run content -- ${p.lesson} --format, which mends it.`,
  },
  'submit-missing': {
    zh: (p) => `核验 ${p.id} 没有提交的地方。请在课文里写 <Submit check="${p.id}" />。`,
    en: (p) => `The check ${p.id} can be handed in nowhere. Put <Submit check="${p.id}" /> in the text.`,
  },
  'check-variable': {
    zh: (p) => `核验 ${p.id} 要读变量 ${p.variable}，但没有一个单元或解答提到它。`,
    en: (p) => `The check ${p.id} reads the variable ${p.variable}, which no cell or solution mentions.`,
  },
  'dataset-unknown': {
    zh: (p) => `没有数据集 ${p.name}。现有的：${p.known}。`,
    en: (p) => `There is no data set ${p.name}. There are: ${p.known}.`,
  },
  'dataset-open': {
    zh: (p) => `数据集 ${p.name} 没有保留的数据，核验 ${p.id} 无法评分。可以用：${p.known}。`,
    en: (p) =>
      `The data set ${p.name} has no hidden split, so check ${p.id} could not be scored. Use one of: ${p.known}.`,
  },
  'too-much': {
    zh: (p) => `排版之后有 ${p.kilobytes} KB，上限是 ${p.limit} KB。多半是公式太多，请减少或拆成两课。`,
    en: (p) =>
      `Laid out, this text is ${p.kilobytes} KB; the limit is ${p.limit} KB. Usually it has too many formulas: use fewer, or split the lesson.`,
  },
  'check-file-missing': {
    zh: (p) => `核验 ${p.id} 缺少文件 ${p.name}。请放在课文旁边。`,
    en: (p) => `The check ${p.id} needs the file ${p.name}. Put it beside the lesson.`,
  },
  challenge: {
    zh: (p) => `这道编程题不能用：${p.reason}。`,
    en: (p) => `This challenge cannot be used: ${p.reason}.`,
  },
  'check-file-unused': {
    zh: (p) => `${p.name} 不属于任何核验。开头的 checks 需要的文件有：${p.known}。`,
    en: (p) => `${p.name} belongs to no check. The checks in the head need: ${p.known}.`,
  },
  'figure-unused': {
    zh: (p) => `课文里没有用到 ${p.name}。请写 <Figure src="${p.name}" …>，或者删去这个文件。`,
    en: (p) => `No text shows ${p.name}. Write <Figure src="${p.name}" …>, or delete the file.`,
  },
  'file-unused': {
    zh: (p) => `${p.name} 不是一课的组成部分。图要用 SVG，其余文件请移出这个文件夹。`,
    en: (p) => `${p.name} is no part of a lesson. Figures are SVG; move any other file out of this folder.`,
  },
  'translation-missing': {
    zh: (p) => `缺少 ${p.file}。每一课都要有 zh.mdx 和 en.mdx。`,
    en: (p) => `${p.file} is missing. Every lesson needs zh.mdx and en.mdx.`,
  },
  folder: {
    zh: (p) => `文件夹 ${p.folder} 的名字不对。应当是 ${p.expected}。`,
    en: (p) => `The folder ${p.folder} is misnamed. It should be ${p.expected}.`,
  },
  'lesson-twice': {
    zh: (p) => `课名 ${p.id} 已被 ${p.other} 使用。请换一个文件夹名。`,
    en: (p) => `The lesson id ${p.id} is taken by ${p.other}. Rename the folder.`,
  },
  'requires-unknown': {
    zh: (p) => `requires 里的 ${p.id} 不存在，或者就是这一课自己。`,
    en: (p) => `requires names ${p.id}, which does not exist or is this lesson itself.`,
  },
  'requires-later': {
    zh: (p) =>
      `requires 里的 ${p.id} 在更后面的阶段，这一课就永远打不开了。请删去，或者把其中一课移到合适的阶段。`,
    en: (p) =>
      `requires names ${p.id}, which is in a later stage, so this lesson could never be reached. Remove it, or move one of the two.`,
  },
  'requires-circle': {
    zh: (p) => `requires 绕成了一圈：${p.circle}。请去掉其中一条。`,
    en: (p) => `The requirements go round in a circle: ${p.circle}. Remove one of them.`,
  },
  'yaml-syntax': {
    zh: (p) => `这份 YAML 读不懂：${p.reason}。只能写普通的键、文字、数字和列表。`,
    en: (p) => `This YAML does not parse: ${p.reason}. Use plain keys, text, numbers and lists only.`,
  },
  'yaml-field': {
    zh: (p) => `${p.field} 不对：${p.reason}。`,
    en: (p) => `${p.field} is wrong: ${p.reason}.`,
  },
  'yaml-name': {
    zh: (p) => `文件名 ${p.name} 不对。请用小写字母、数字和连字符，例如 ml-engineer.yaml。`,
    en: (p) =>
      `The file name ${p.name} is not accepted. Use lowercase words joined by hyphens, such as ml-engineer.yaml.`,
  },
  'catalog-missing': {
    zh: (p) => `缺少 ${p.file}。请写上 title 和 summary（各有 zh 与 en）${p.also}。`,
    en: (p) => `${p.file} is missing. Give it a title and a summary, each with zh and en${p.also}.`,
  },
  'lesson-planned-twice': {
    zh: (p) => `${p.id} 在这里列了两次，或者已经列在 ${p.other} 里。留一处。`,
    en: (p) => `${p.id} is listed twice here, or already in ${p.other}. Keep one.`,
  },
  'lesson-elsewhere': {
    zh: (p) => `${p.id} 的文件夹在 ${p.folder}，不在这个模块里。请移动文件夹，或者改到那边的 module.yaml。`,
    en: (p) =>
      `The folder of ${p.id} is ${p.folder}, not in this module. Move the folder, or list it in the module.yaml there.`,
  },
  'lesson-unlisted': {
    zh: (p) => `${p.file} 的 lessons 里没有 ${p.id}。请把它加到该在的位置。`,
    en: (p) => `lessons of ${p.file} does not list ${p.id}. Add it in its place.`,
  },
  'lesson-unknown': {
    zh: (p) => `没有 ${p.id} 这一课，也没有哪个 module.yaml 计划了它${p.near || '。'}`,
    en: (p) => `There is no lesson ${p.id}, and no module.yaml plans one${p.near}.`,
  },
  'lesson-repeated': {
    zh: (p) => `${p.id} 写了不止一次。留一处。`,
    en: (p) => `${p.id} is written more than once. Keep one.`,
  },
  'role-repeated': {
    zh: (p) => `这条阶梯里有两个 ${p.id}。每个角色的 id 都要不同。`,
    en: (p) => `This ladder has two roles ${p.id}. Each needs an id of its own.`,
  },
} as const satisfies Record<string, Wording>

export type RefusalCode = keyof typeof WORDINGS
export const REFUSAL_CODES = Object.keys(WORDINGS) as RefusalCode[]

/** Collects refusals of one file; positions default to its beginning. */
export class Refusals {
  readonly list: Refusal[] = []
  constructor(readonly file: string) {}

  add(code: RefusalCode, at: { line: number; column: number } | undefined, params: Params = {}): void {
    this.list.push({ file: this.file, line: at?.line ?? 1, column: at?.column ?? 1, code, params })
  }
}

/** By file and place, which is how an author reads. */
export const inOrder = (list: Refusal[]): Refusal[] =>
  list.toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column)

/** What is wrong and what to write instead, without the place: for a marker in an editor. */
export function wording({ code, params }: Refusal, locale: Locale): string {
  const filled = Object.entries(params).map(([name, value]): [string, string | number] => [
    name,
    typeof value === 'object' ? value[locale] : value,
  ])
  return WORDINGS[code][locale](Object.fromEntries(filled))
}

/** One line for people: `file:line:column what is wrong and what to write instead`. */
export const explain = (refusal: Refusal, locale: Locale): string =>
  `${refusal.file}:${refusal.line}:${refusal.column} ${wording(refusal, locale)}`
