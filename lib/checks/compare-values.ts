/**
 * An expected value against a found one: kind, then shape, then numbers. Pure and total: whatever comes back from a
 * browser is compared, nothing is trusted. Zero and minus zero are equal; NaN equals NaN, an infinity its like.
 */
import type { CaseFault, Distance, TypeName } from './case-fault'
import type { Tolerance } from './challenge'
import type { Plain } from './wire'

type Fault = Exclude<CaseFault, { kind: 'threw' | 'timed-out' | 'not-run' | 'too-large' }>

export function typeOf(value: unknown): TypeName {
  if (value === null || value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'list'
  switch (typeof value) {
    case 'number':
      return 'number'
    case 'string':
      return 'text'
    case 'boolean':
      return 'boolean'
    default:
      return 'object'
  }
}

/** Lengths along each axis; undefined for lists of unequal lengths. A list of objects has the shape of the list. */
export function shapeOf(value: unknown): number[] | undefined {
  if (!Array.isArray(value)) return []
  if (value.length === 0) return [0]
  const shapes = value.map(shapeOf)
  const [first] = shapes
  if (!first || shapes.some((shape) => shape?.join() !== first.join())) return undefined
  return [value.length, ...first]
}

/** What is wrong, or null. */
export function compareValues(expected: Plain, found: unknown, tolerance: Tolerance): Fault | null {
  const structural = compareStructure(expected, found)
  if (structural) return structural
  const tally = { total: 0, wrong: 0, worst: undefined as Distance | undefined }
  compareLeaves(expected, found as Plain, tolerance, tally)
  if (tally.wrong === 0) return null
  const { wrong, total, worst } = tally
  return { kind: 'values', wrong, total, ...(worst && { distance: worst }) }
}

/** TF.js has no truth values of its own: where one is due, 0 and 1 are as good. */
const isTruth = (value: unknown) => typeof value === 'boolean' || value === 0 || value === 1

function compareStructure(expected: Plain, found: unknown): Fault | null {
  const [due, is] = [typeOf(expected), typeOf(found)]
  if (due === 'boolean' && isTruth(found)) return null
  if (due !== is) return { kind: 'type', expected: due, found: is }
  if (Array.isArray(expected) && Array.isArray(found)) {
    const [dueShape, isShape] = [shapeOf(expected), shapeOf(found)]
    if (dueShape) {
      if (!isShape) return { kind: 'ragged', expected: dueShape }
      if (dueShape.join() !== isShape.join()) return { kind: 'shape', expected: dueShape, found: isShape }
    } else if (expected.length !== found.length) {
      return { kind: 'shape', expected: [expected.length], found: [found.length] }
    }
    return firstFault(expected.map((part, index) => [part, found[index]]))
  }
  if (due === 'object') {
    const [wanted, given] = [expected as Record<string, Plain>, found as Record<string, unknown>]
    const names = Object.keys(wanted).toSorted()
    const own = Object.keys(given).toSorted()
    if (names.join('\0') !== own.join('\0'))
      return { kind: 'keys', expected: names, found: own.slice(0, 20).map((name) => name.slice(0, 40)) }
    return firstFault(names.map((name) => [wanted[name]!, given[name]]))
  }
  return null
}

function firstFault(pairs: [Plain, unknown][]): Fault | null {
  for (const [expected, found] of pairs) {
    const fault = compareStructure(expected, found)
    if (fault) return fault
  }
  return null
}

type Tally = { total: number; wrong: number; worst: Distance | undefined }
const ORDER: readonly (Distance | undefined)[] = [undefined, 'hair', 'little', 'clear', 'large', 'not-finite']

function compareLeaves(expected: Plain, found: Plain, tolerance: Tolerance, tally: Tally): void {
  if (Array.isArray(expected)) {
    expected.forEach((part, index) => compareLeaves(part, (found as Plain[])[index]!, tolerance, tally))
    return
  }
  if (typeof expected === 'object' && expected !== null) {
    for (const [name, part] of Object.entries(expected))
      compareLeaves(part, (found as Record<string, Plain>)[name]!, tolerance, tally)
    return
  }
  tally.total += 1
  if (typeof expected !== 'number') {
    const same = typeof expected === 'boolean' ? Boolean(found) === expected : found === expected
    if (!same) tally.wrong += 1
    return
  }
  const distance = distanceOf(expected, found as number, tolerance)
  if (!distance) return
  tally.wrong += 1
  if (ORDER.indexOf(distance) > ORDER.indexOf(tally.worst)) tally.worst = distance
}

/** Undefined where the number is right. */
function distanceOf(
  expected: number,
  found: number,
  { absolute, relative }: Tolerance,
): Distance | undefined {
  if (Object.is(expected, found)) return undefined
  if (!Number.isFinite(expected) || !Number.isFinite(found)) return 'not-finite'
  const off = Math.abs(found - expected)
  if (off <= absolute + relative * Math.abs(expected)) return undefined
  // Near zero the tolerance is the measure: half of nothing is not "hugely off".
  const size = Math.max(Math.abs(expected), absolute * 10)
  if (off <= size / 100) return 'hair'
  if (off <= size / 10) return 'little'
  return off <= size ? 'clear' : 'large'
}
