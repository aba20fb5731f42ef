/**
 * Any value as readable source, under caps, without running the value's own code: getters are named and not called,
 * proxies are met only by traps that may throw, `toString` and `toJSON` are never used.
 */
import { natives } from './natives'

type Limits = { depth: number; items: number; length: number }
const LIMITS: Limits = { depth: 4, items: 100, length: 10_000 }
/** The digits of a larger one take seconds. */
const HUGE = 10n ** 1000n
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/

type Special = (value: object) => string | undefined

/** `special` may recognise an object and print it (tensors, models); it must not throw. */
export function print(value: unknown, special: Special = () => undefined, limits: Limits = LIMITS): string {
  const seen: object[] = []
  let budget = limits.length

  const inner = (each: unknown, depth: number): string => {
    if (budget <= 0) return '…'
    const text = write(each, depth)
    budget -= text.length
    return text
  }
  const write = (each: unknown, depth: number): string => {
    switch (typeof each) {
      case 'string':
        return natives.stringify(each.length > 1000 ? `${natives.slice(each, 0, 1000)}…` : each)
      case 'number':
        return Object.is(each, -0) ? '-0' : natives.String(each)
      case 'bigint':
        return each > HUGE || each < -HUGE ? '[BigInt]' : `${natives.String(each)}n`
      case 'function':
        return nameOf(each)
      case 'object':
        if (each === null) return 'null'
        for (const other of seen) if (other === each) return '[Circular]'
        seen[seen.length] = each
        try {
          return special(each) ?? object(each, depth)
        } catch {
          // A proxy's trap threw, or the object was revoked: nothing can be said of it.
          return '[Object]'
        } finally {
          seen.length--
        }
      default:
        return natives.String(each)
    }
  }
  const nameOf = (each: object): string => {
    let name: unknown
    let kind = 'Function'
    try {
      name = natives.descriptor(each, 'name')?.value
      if (natives.descriptor(each, 'prototype')?.writable === false) kind = 'class'
    } catch {
      // As above.
    }
    return `[${kind}${typeof name === 'string' && name !== '' ? ` ${natives.slice(name, 0, 100)}` : ''}]`
  }
  const className = (each: object): string => {
    const prototype = natives.prototypeOf(each) as object | null
    if (prototype === null) return ''
    const made: unknown = natives.descriptor(prototype, 'constructor')?.value
    const name: unknown = typeof made === 'function' ? natives.descriptor(made, 'name')?.value : undefined
    return typeof name === 'string' && name !== 'Object' ? natives.slice(name, 0, 60) : ''
  }
  const list = (length: number, at: (index: number) => string): string[] => {
    const parts: string[] = []
    const shown = Math.min(length, limits.items)
    let index = 0
    // oxlint-disable-next-line no-unmodified-loop-condition -- `inner` spends it
    for (; index < shown && budget > 0; index++) parts[index] = at(index)
    if (index < length) parts[index] = `… ${length - index} more`
    return parts
  }
  const member = (holder: object, key: PropertyKey, depth: number): string => {
    const property = natives.descriptor(holder, key)
    if (!property) return '<empty>'
    if (property.get) return '[Getter]'
    if (property.set) return '[Setter]'
    return inner(property.value, depth + 1)
  }
  const object = (each: object, depth: number): string => {
    if (inherits(each, ErrorPrototype)) {
      const read = (key: string) => {
        const found: unknown = natives.descriptor(each, key)?.value
        return typeof found === 'string' ? natives.slice(found, 0, 1000) : ''
      }
      return `${className(each) || 'Error'}: ${read('message')}`
    }
    const name = className(each)
    if (natives.isArray(each)) {
      if (depth >= limits.depth) return `[Array(${each.length})]`
      return wrap(
        '[',
        list(each.length, (index) => member(each, index, depth)),
        ']',
        name === 'Array' ? '' : name,
      )
    }
    if (natives.isView(each) && !inherits(each, DataViewPrototype)) {
      const numbers = each as Float32Array
      return wrap(
        '[',
        list(numbers.length, (index) => natives.String(numbers[index])),
        ']',
        `${name}(${numbers.length}) `,
      )
    }
    const isMap = inherits(each, MapPrototype)
    if (isMap || inherits(each, SetPrototype)) {
      if (depth >= limits.depth) return `[${name}]`
      const entries: string[] = []
      let count = 0
      if (isMap) {
        mapForEach.call(each as Map<unknown, unknown>, (found: unknown, key: unknown) => {
          if (count++ < limits.items)
            entries[entries.length] = `${inner(key, depth + 1)} => ${inner(found, depth + 1)}`
        })
      } else {
        setForEach.call(each as Set<unknown>, (found: unknown) => {
          if (count++ < limits.items) entries[entries.length] = inner(found, depth + 1)
        })
      }
      return wrap('{', entries, '}', `${name}(${count}) `)
    }
    if (inherits(each, PromisePrototype)) return 'Promise'
    if (inherits(each, DatePrototype)) return `Date ${inner(toISO(each), depth)}`
    if (depth >= limits.depth) return name === '' ? '{…}' : `${name} {…}`
    const keys = natives.ownKeys(each)
    const shown: PropertyKey[] = []
    for (let index = 0; index < keys.length; index++) {
      const key = keys[index]!
      if (natives.descriptor(each, key)?.enumerable) shown[shown.length] = key
    }
    const parts = list(shown.length, (index) => {
      const key = shown[index]!
      const label =
        typeof key === 'symbol'
          ? '[symbol]'
          : IDENTIFIER.test(natives.slice(key, 0, 200))
            ? natives.slice(key, 0, 200)
            : natives.stringify(natives.slice(key, 0, 200))
      return `${label}: ${member(each, key, depth)}`
    })
    return wrap('{', parts, '}', name === '' ? '' : `${name} `)
  }
  const text = write(value, 0)
  return text.length > limits.length ? `${natives.slice(text, 0, limits.length)}…` : text
}

const ErrorPrototype = Error.prototype
const DataViewPrototype = DataView.prototype
const MapPrototype = Map.prototype
const SetPrototype = Set.prototype
const PromisePrototype = Promise.prototype
const DatePrototype = Date.prototype
const mapForEach = Map.prototype.forEach
const setForEach = Set.prototype.forEach
const getTime = Date.prototype.getTime
const toISOString = Date.prototype.toISOString

function toISO(date: object): string {
  const time = getTime.call(date as Date)
  return time === time ? toISOString.call(date as Date) : 'Invalid Date'
}

/** `instanceof` without `Symbol.hasInstance`, which is the class's own code. */
function inherits(value: object, prototype: object): boolean {
  let holder: object | null = value
  for (let steps = 0; holder !== null && steps < 10; steps++) {
    holder = natives.prototypeOf(holder) as object | null
    if (holder === prototype) return true
  }
  return false
}

/** One line if it fits in 80 characters, else one item a line. */
function wrap(open: string, parts: string[], close: string, prefix: string): string {
  if (parts.length === 0) return `${prefix}${open}${close}`
  let long = prefix.length
  let joined = ''
  let lines = ''
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index]!
    long += part.length + 2
    joined += (index === 0 ? '' : ', ') + part
    lines += `${index === 0 ? '' : ',\n'}  ${indent(part)}`
  }
  const spaced = open === '{' ? `${open} ${joined} ${close}` : `${open}${joined}${close}`
  return long <= 76 ? prefix + spaced : `${prefix}${open}\n${lines}\n${close}`
}

function indent(text: string): string {
  let result = ''
  for (let index = 0; index < text.length; index++) result += text[index] === '\n' ? '\n  ' : text[index]
  return result
}
