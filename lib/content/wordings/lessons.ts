/** Refusals of what the parts of a lesson owe each other: cells, checks, translations, files. */
import type { Wording } from './wording'

export const LESSON = {
  'id-twice': {
    zh: (p) => `id ${p.id} 用了两次。每个单元和检查的 id 都要不同。`,
    en: (p) => `The id ${p.id} is used twice. Every cell and check needs its own.`,
  },
  'cell-unknown': {
    zh: (p) => `没有 id 为 ${p.id} 的代码单元。现有的：${p.known}。`,
    en: (p) => `There is no cell ${p.id}. There are: ${p.known}.`,
  },
  'cell-by-id': {
    zh: (p) => `读者看不到单元的 id“${p.id}”，只看到标题。改成指向它的链接：[标题](#cell-${p.id})。`,
    en: (p) => `Readers see the title of a cell, not its id “${p.id}”. Link to it: [title](#cell-${p.id}).`,
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
} as const satisfies Record<string, Wording>
