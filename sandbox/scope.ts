/**
 * The scope that cells share: own properties of the global object. A name that is declared but not yet assigned
 * throws as `let` and `const` do; if the cell fails before it is assigned, the name is taken away again, so that the
 * next cell hears "not defined" and not "undefined".
 */
export type Scope = {
  /** Makes the names known before a cell runs. Returns the clean-up for after it. */
  open(lexical: string[], hoisted: string[]): () => void
  get(name: string): unknown
}

export function createScope(target: object): Scope {
  const { defineProperty, getOwnPropertyDescriptor } = Object
  const known = new Set<string>()
  const define = (name: string, value: unknown) =>
    defineProperty(target, name, { value, writable: true, configurable: true, enumerable: true })
  return {
    open(lexical, hoisted) {
      const waiting = new Map<string, () => unknown>()
      for (const name of hoisted) {
        if (!known.has(name) && attempt(() => define(name, undefined))) known.add(name)
      }
      for (const name of lexical) {
        if (known.has(name)) continue
        const get = () => {
          throw new ReferenceError(`Cannot access '${name}' before initialization`)
        }
        const set = (value: unknown) => {
          waiting.delete(name)
          known.add(name)
          define(name, value)
        }
        if (attempt(() => defineProperty(target, name, { get, set, configurable: true })))
          waiting.set(name, get)
      }
      return () => {
        for (const [name, get] of waiting) {
          if (getOwnPropertyDescriptor(target, name)?.get === get)
            delete (target as Record<string, unknown>)[name]
        }
      }
    },
    get(name) {
      return known.has(name) ? getOwnPropertyDescriptor(target, name)?.value : undefined
    },
  }
}

/** `undefined`, `NaN` and the like cannot be redefined; the cell's own assignment then says so. */
function attempt(action: () => void): boolean {
  try {
    action()
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}
