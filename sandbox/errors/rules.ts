/** A message as it comes to a likely cause and one remedy, in both languages. */
import { CHOICES, type Choice, choicesOf } from './choices'
import { missingMethod, missingName, type Surroundings } from './names'
import { nearest } from './nearest'
import { fill, type Rule, type Said } from './rule'
import { ENGINE_RULES } from './rules-engine'
import { LAYER_RULES } from './rules-layers'
import { TENSOR_RULES } from './rules-tensors'

export const RULES = { ...TENSOR_RULES, ...LAYER_RULES, ...ENGINE_RULES } satisfies Record<string, Rule>
export type RuleId = keyof typeof RULES

export function ruleFor(message: string): { id: RuleId; said: Said } | undefined {
  for (const id of Object.keys(RULES) as RuleId[]) {
    const { is, zh, en } = RULES[id]
    const found = is.exec(message)
    if (found) return { id, said: { zh: fill(zh, found), en: fill(en, found) } }
  }
  return undefined
}

const KIND: Record<Choice, string> = {
  loss: '损失函数',
  Optimizer: '优化器',
  metric: '指标',
  activation: '激活函数',
  initializer: '初始化方法',
  regularizer: '正则化方法',
  constraint: '约束',
}

/** `Unknown loss mseLoss`, and its like. */
export function unknownChoice(message: string): Said | undefined {
  const found = /^Unknown (\w+):? ([^\s.]+)/.exec(message)
  if (!found || !Object.hasOwn(CHOICES, found[1]!)) return undefined
  const choice = found[1] as Choice
  const names = choicesOf(choice)
  const meant = nearest(found[2]!, names)
  const list = names.join(', ')
  return {
    zh: `没有叫 “${found[2]}” 的${KIND[choice]}。${meant === undefined ? '' : `是不是想写 ${meant}？`}可以写：${list}。`,
    en: `There is no ${choice.toLowerCase()} “${found[2]}”.${meant === undefined ? '' : ` Did you mean ${meant}?`} There are: ${list}.`,
  }
}

const MISSING = /^([\p{ID_Start}$_][\p{ID_Continue}$]*) is not defined|^Can't find variable: (\S+)/u

export function nameRule(name: string, message: string, around: Surroundings | undefined): Said | undefined {
  const found = MISSING.exec(message)
  const missing = found?.[1] ?? found?.[2]
  if (missing !== undefined) return missingName(missing, around)
  return name === 'TypeError' ? missingMethod(message, around) : undefined
}
