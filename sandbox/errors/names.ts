/** Names that are not there: what a cell lacks on purpose, what was probably meant, and only then what is not defined. */
import { ABSENT, METHODS } from './absent'
import { nearest } from './nearest'
import { fill, type Said } from './rule'
import { narrowed } from './wide'

/** What a cell can see by name. */
export type Surroundings = { names(): Iterable<string>; look(name: string): unknown }

export function missingName(name: string, around: Surroundings | undefined): Said | undefined {
  const absent = ABSENT.get(name)
  if (absent) return { zh: fill(absent.zh, ['', name]), en: fill(absent.en, ['', name]) }
  const plain = narrowed(name)
  if (plain !== name) {
    return {
      zh: `“${name}” 里有全角字母。改成半角的 ${plain}。`,
      en: `“${name}” has full-width letters. Write ${plain}.`,
    }
  }
  const meant = around && nearest(name, around.names())
  return meant === undefined ? undefined : meantBy(name, meant)
}

const meantBy = (name: string, meant: string, list = ''): Said => ({
  zh: `没有 “${name}”。是不是想写 ${meant}？${list && `可以用的有：${list}。`}`,
  en: `There is no “${name}”. Did you mean ${meant}?${list && ` There are: ${list}.`}`,
})

/** `tf.tensro is not a function`, in three engines; the last name is what is missing. */
const NO_FUNCTION =
  /^(?:\(?[^\n]*?\)?\s)?([^\s]*?)\.?([\p{ID_Start}$_][\p{ID_Continue}$]*) is not a function/u

export function missingMethod(message: string, around: Surroundings | undefined): Said | undefined {
  const found = NO_FUNCTION.exec(message.slice(0, 500))
  if (!found) return undefined
  const owner = found[1]!
  const name = found[2]!
  if (owner === '' && !message.includes(`.${name} is`)) return notCallable(name)
  const holder = around && resolve(owner, around)
  const keys = holder === undefined || holder === null ? [] : keysOf(holder)
  if (keys.includes(name)) return notCallable(`${owner}.${name}`)
  const known = METHODS[name]
  const meant =
    known !== undefined && (keys.length === 0 || keys.includes(known)) ? known : nearest(name, keys)
  const shown = owner.length > 40 ? '…' : owner
  if (owner === 'datasets') {
    const list = keys.join(', ')
    if (meant !== undefined) return meantBy(`datasets.${name}`, `datasets.${meant}`, list)
    return {
      zh: `没有数据集 “${name}”。可以用的有：${list}。`,
      en: `There is no data set “${name}”. There are: ${list}.`,
    }
  }
  if (meant !== undefined) return meantBy(`${shown}.${name}`, `${shown}.${meant}`)
  return {
    zh: `${shown} 没有叫 ${name} 的函数。检查拼写，输入 ${shown}. 后编辑器会列出可用的名字。`,
    en: `${shown} has no function called ${name}. Check the spelling; after ${shown}. the editor lists what there is.`,
  }
}

const notCallable = (name: string): Said => ({
  zh: `${name} 不是函数，后面不能写 ( )。去掉括号，或检查这个名字是不是被别的值占用了。`,
  en: `${name} is no function, so no ( ) follows it. Leave them out, or check whether another value took the name.`,
})

function resolve(path: string, around: Surroundings): unknown {
  const [root, ...rest] = path.split('.')
  if (!root || !/^[\p{ID_Continue}$.]+$/u.test(path)) return undefined
  let value = around.look(root)
  for (const key of rest) value = own(value, key)
  return value
}

/** Namespaces of the library are made of getters, so reading runs them; one of the cell's own may throw. */
function own(value: unknown, key: string): unknown {
  try {
    return value === undefined || value === null ? undefined : (value as Record<string, unknown>)[key]
  } catch {
    return undefined
  }
}

const isHolder = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function'

function keysOf(value: unknown): string[] {
  const keys = new Set<string>()
  let at: unknown = isHolder(value) ? value : Object(value)
  for (let depth = 0; isHolder(at) && at !== Object.prototype && depth < 8; depth++) {
    for (const key of Object.getOwnPropertyNames(at)) if (!/_$|^_|^constructor$/.test(key)) keys.add(key)
    at = Object.getPrototypeOf(at)
  }
  return [...keys]
}
