/**
 * The engine's table of variables, holding none of them: TF.js keeps each variable alive by its name, so that the weights
 * of every model a cell has ever made would stay. By name they are asked for only by optimizers, which hold their own,
 * and in search of what a loss depends on, which is held by the loss.
 */
import type * as tf from './tf'

type Named = Record<string, tf.Variable>

export function weakNames(known: Named): Named {
  const held = new Map<string, WeakRef<tf.Variable>>()
  const find = (name: PropertyKey): tf.Variable | undefined => {
    if (typeof name !== 'string') return undefined
    const variable = held.get(name)?.deref()
    if (variable === undefined) held.delete(name)
    return variable
  }
  for (const name of Object.keys(known)) held.set(name, new WeakRef(known[name]!))
  return new Proxy<Named>(
    {},
    {
      get: (_, name) => find(name),
      has: (_, name) => find(name) !== undefined,
      set(_, name, variable: tf.Variable) {
        held.set(String(name), new WeakRef(variable))
        return true
      },
      deleteProperty(_, name) {
        held.delete(String(name))
        return true
      },
      ownKeys: () => [...held.keys()].filter((name) => find(name) !== undefined),
      getOwnPropertyDescriptor(_, name) {
        const value = find(name)
        return value && { value, writable: true, enumerable: true, configurable: true }
      },
    },
  )
}
