/** Refusals of what Markdown reads otherwise than it was meant: headings, tables, signs, lists, fences. */
import type { Wording } from './wording'

export const MARKDOWN = {
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
} as const satisfies Record<string, Wording>
