/**
 * Names of `tf.variable`. TF.js knows a name once, so a cell that registers one could not be run again: what an earlier
 * run of the same cell registered gives its name to the new one. Whoever still holds the old variable may go on using it.
 */
import type { Run } from './run'
import * as tf from './tf'

export function shareVariableNames(maker: () => Run | undefined): void {
  const engine = tf.engine()
  const makers = new WeakMap<tf.Variable, { cell: string | undefined; id: string }>()
  const { makeVariable, disposeVariable } = engine
  engine.makeVariable = function (this: typeof engine, value, trainable, name, dtype) {
    const known = engine.registeredVariables
    const by = maker()
    const before = name === undefined ? undefined : known[name]
    const earlier = before && makers.get(before)
    if (before && by?.cell !== undefined && earlier?.cell === by.cell && earlier.id !== by.id)
      delete known[before.name]
    const variable = makeVariable.call(this, value, trainable, name, dtype)
    if (by) makers.set(variable, { cell: by.cell, id: by.id })
    return variable
  }
  // TF.js takes the name away with whichever variable bears it, also when a newer one does by now.
  engine.disposeVariable = function (this: typeof engine, variable: tf.Variable) {
    const known = engine.registeredVariables
    const bearer = known[variable.name]
    disposeVariable.call(this, variable)
    if (bearer && bearer !== variable) known[variable.name] = bearer
  } as typeof disposeVariable
}
