/**
 * The scope that cells share: own properties of the global object. A name that is declared but not yet assigned
 * throws as `let` and `const` do; if the cell fails before it is assigned, the name is taken away again, so that the
 * next cell hears "not defined" and not "undefined". A name belongs to the cell that declared it last: when that cell
 * runs with a text that no longer declares it, it goes, and what it hid (`Math`, a tool) is there again.
 */
export type Scope = {
  /** Makes the names known before a cell runs. Returns the clean-up for after it. */
  open(cell: string, lexical: string[], hoisted: string[]): () => void
  get(name: string): unknown
  /** Values of all names that cells have declared. */
  values(except?: (name: string, owner: string) => boolean): unknown[]
  /** Remembers what every name holds. Returns the way back. */
  guard(): () => void
  /** What was there before a cell took its name: the platform's own and the lesson's tools. */
  hidden(): ReadonlyMap<string, unknown>
}

export function createScope(target: object): Scope {
  const { defineProperty, getOwnPropertyDescriptor } = Object
  const owners = new Map<string, string>()
  const originals = new Map<string, PropertyDescriptor>()
  const define = (name: string, value: unknown) =>
    defineProperty(target, name, { value, writable: true, configurable: true, enumerable: true })
  const take = (name: string, cell: string) => {
    const before = owners.has(name) ? undefined : getOwnPropertyDescriptor(target, name)
    return (action: () => void) => {
      if (!attempt(action)) return false
      if (before && !originals.has(name)) originals.set(name, before)
      owners.set(name, cell)
      return true
    }
  }
  const putBack = (name: string) => {
    const original = originals.get(name)
    originals.delete(name)
    if (original) defineProperty(target, name, original)
    else delete (target as Record<string, unknown>)[name]
  }
  const valueOf = (name: string): unknown => getOwnPropertyDescriptor(target, name)?.value
  return {
    open(cell, lexical, hoisted) {
      const declared = new Set([...lexical, ...hoisted])
      for (const [name, owner] of owners) {
        if (owner !== cell || declared.has(name)) continue
        owners.delete(name)
        putBack(name)
      }
      const waiting = new Map<string, () => unknown>()
      for (const name of hoisted) {
        if (owners.has(name)) owners.set(name, cell)
        else take(name, cell)(() => define(name, undefined))
      }
      for (const name of lexical) {
        if (owners.has(name)) {
          owners.set(name, cell)
          continue
        }
        const claim = take(name, cell)
        const get = () => {
          throw new ReferenceError(`Cannot access '${name}' before initialization`)
        }
        const set = (value: unknown) => {
          waiting.delete(name)
          define(name, value)
        }
        if (claim(() => defineProperty(target, name, { get, set, configurable: true })))
          waiting.set(name, get)
      }
      return () => {
        for (const [name, get] of waiting) {
          if (getOwnPropertyDescriptor(target, name)?.get !== get) continue
          owners.delete(name)
          putBack(name)
        }
      }
    },
    get: (name) => (owners.has(name) ? valueOf(name) : undefined),
    values(except = () => false) {
      return [...owners].filter(([name, owner]) => !except(name, owner)).map(([name]) => valueOf(name))
    },
    guard() {
      const held = [...owners.keys()].map((name) => [name, valueOf(name)] as const)
      return () => {
        for (const [name, value] of held)
          if (owners.has(name) && !Object.is(valueOf(name), value)) define(name, value)
      }
    },
    hidden: () => new Map([...originals].map(([name, { value }]) => [name, value as unknown])),
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
