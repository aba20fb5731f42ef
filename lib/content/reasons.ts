/** zod's issues as an author can use them, in both languages. */
import { z } from 'zod'
import type { Locale } from '../curriculum/ids'

export type Reason = Record<Locale, string>
export type Issue = { path: PropertyKey[]; reason: Reason }

const inChinese = z.locales.zhCN().localeError
const inEnglish = z.locales.en().localeError

/** The value as the schema understands it, or every issue with its reason. */
export function read<T extends z.ZodType>(
  schema: T,
  value: unknown,
): { ok: true; value: z.infer<T> } | { ok: false; issues: Issue[] } {
  const result = schema.safeParse(value, { reportInput: true })
  if (result.success) return { ok: true, value: result.data }
  return { ok: false, issues: result.error.issues.flatMap((issue) => split(issue, schema)) }
}

/** Each unknown key is an issue at its own place. */
function split(issue: z.core.$ZodIssue, schema: z.ZodType): Issue[] {
  if (issue.code !== 'unrecognized_keys') return [{ path: issue.path, reason: reasonOf(issue) }]
  const names = namesAt(schema, issue.path)
  return issue.keys.map((key) => ({
    path: [...issue.path, key],
    reason:
      names.length > 0
        ? oneOf(names)
        : { zh: '不认识，请检查拼写或删去', en: 'it is not known; check its spelling or remove it' },
  }))
}

const oneOf = (names: readonly string[]): Reason => ({
  zh: `只能是 ${names.join('、')}`,
  en: `it must be one of ${names.join(', ')}`,
})

/** The names of a record that takes only those of a list, such as skills; none for anything else. */
function namesAt(schema: unknown, path: readonly PropertyKey[]): string[] {
  const [step, ...rest] = path
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional) return namesAt(schema.unwrap(), path)
  if (schema instanceof z.ZodArray) return namesAt(schema.element, rest)
  if (schema instanceof z.ZodObject)
    return step === undefined ? [] : namesAt((schema.shape as Record<string, unknown>)[String(step)], rest)
  if (schema instanceof z.ZodRecord && step === undefined && schema.keyType instanceof z.ZodEnum)
    return schema.keyType.options.map(String)
  return []
}

function reasonOf(issue: z.core.$ZodIssue): Reason {
  if (issue.code !== 'custom' && issue.input === undefined) return { zh: '没有写', en: 'it is missing' }
  switch (issue.code) {
    case 'invalid_value': {
      return oneOf(issue.values.map(String))
    }
    case 'invalid_union':
      return kindsOf(issue)
    case 'too_small':
      if (issue.origin === 'string') return { zh: '不能是空的', en: 'it must not be empty' }
      if (issue.origin === 'array')
        return { zh: `至少要 ${issue.minimum} 项`, en: `it needs at least ${issue.minimum}` }
      return { zh: `不能小于 ${issue.minimum}`, en: `it must be ${issue.minimum} or more` }
    case 'too_big':
      if (issue.origin === 'string') {
        return { zh: `最多 ${issue.maximum} 个字符`, en: `it may have at most ${issue.maximum} characters` }
      }
      if (issue.origin === 'array')
        return { zh: `最多 ${issue.maximum} 项`, en: `it may have at most ${issue.maximum}` }
      return { zh: `不能大于 ${issue.maximum}`, en: `it must be ${issue.maximum} or less` }
    case 'invalid_format':
      return FORMATS[String('pattern' in issue ? issue.pattern : '')] ?? generic(issue)
    case 'invalid_type':
      return {
        zh: `应当是${TYPES[issue.expected]?.zh ?? issue.expected}，写的是${typeOf(issue.input).zh}`,
        en: `it must be ${TYPES[issue.expected]?.en ?? issue.expected}, not ${typeOf(issue.input).en}`,
      }
    case 'not_multiple_of':
      return { zh: `要能被 ${issue.divisor} 整除`, en: `it must be a multiple of ${issue.divisor}` }
    case 'invalid_key':
      return { zh: '这个键不认识', en: 'this key is not known' }
    default:
      return generic(issue)
  }
}

const KEYS = { zh: '一组“键: 值”', en: 'keys with values' }
/** What zod calls them, in words of YAML. */
const TYPES: Record<string, Reason> = {
  string: { zh: '文字', en: 'text' },
  number: { zh: '数字', en: 'a number' },
  int: { zh: '整数', en: 'a whole number' },
  boolean: { zh: ' true 或 false', en: 'true or false' },
  array: { zh: '列表（每项以 - 开头）', en: 'a list, each entry after a dash' },
  object: KEYS,
  record: KEYS,
  null: { zh: '空', en: 'empty' },
}

function typeOf(value: unknown): Reason {
  const name = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value
  if (name === 'array') return { zh: '列表', en: 'a list' }
  return TYPES[name] ?? { zh: name, en: name }
}

/** The kinds there are, or what each form of a value wants. */
function kindsOf(issue: z.core.$ZodIssueInvalidUnion): Reason {
  if ('options' in issue && Array.isArray(issue.options)) return oneOf(issue.options.map(String))
  const forms = issue.errors.flatMap(([first]) => (first ? [reasonOf(first)] : []))
  if (forms.length === 0) return { zh: '不是认识的种类', en: 'it is of no known kind' }
  const told = (locale: Locale) => [...new Set(forms.map((form) => form[locale]))]
  return { zh: told('zh').join('；或者：'), en: told('en').join('; or: ') }
}

/** The patterns of `lib/curriculum/ids` and `blocks.ts`, in words. */
const HYPHENED = {
  zh: '要用小写字母和数字，以连字符相连，例如 train-net',
  en: 'write lowercase words joined by hyphens, such as train-net',
}
const FORMATS: Record<string, Reason> = {
  '/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/': HYPHENED,
  '/^[a-z0-9]+(-[a-z0-9]+)*$/': HYPHENED,
  '/^[a-z0-9]+(-[a-z0-9]+)*\\.svg$/': {
    zh: '要写课文旁边的 SVG 文件名，例如 network.svg',
    en: 'write the name of an SVG file beside the lesson, such as network.svg',
  },
  '/^[A-Za-z_$][\\w$]*$/': { zh: '要写一个变量名', en: 'write the name of a variable' },
}

function generic(issue: z.core.$ZodIssue): Reason {
  const raw = issue as z.core.$ZodRawIssue
  return { zh: said(inChinese(raw)) ?? issue.message, en: said(inEnglish(raw)) ?? issue.message }
}

/** Our sentences bring their own full stop. */
function said(message: string | { message: string } | null | undefined): string | undefined {
  const text = typeof message === 'object' ? message?.message : message
  return text?.replace(/[.。]\s*$/, '')
}
