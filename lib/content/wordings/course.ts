/** Refusals of what lessons owe each other, and of the files of the course. */
import type { Wording } from './wording'

export const COURSE = {
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
