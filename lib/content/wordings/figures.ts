/** Refusals of formulas, figures, terms and diagrams. */
import type { Wording } from './wording'

export const FIGURES = {
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
} as const satisfies Record<string, Wording>
