/**
 * Judges what came back from a challenge: the inputs are made again from the seed, the reference answers them, and
 * the two are compared. The same function judges again what is stored, when a reference was corrected.
 */
import type { CaseFault } from './case-fault'
import type { CaseResult } from './case-result'
import { casesOf, type ChallengeSpec, plainArguments } from './challenge'
import { compareValues } from './compare-values'
import { CASE_SECONDS, fromWire, MOST_VALUES, type Plain, toWire, type Wire } from './wire'

type JudgedCase = { says: { zh: string; en: string }; fault: CaseFault | null }

export type JudgedCode =
  | {
      kind: 'judged'
      verdict: 'verified' | 'refused'
      /** Share of cases answered rightly, 0 to 1. */
      score: number
      cases: JudgedCase[]
    }
  /** As many results as cases are due. */
  | { kind: 'miscounted'; expected: number; found: number }

/** @throws Error when the reference itself fails: a bug of the challenge, not of the trainee */
export function judgeCode(spec: ChallengeSpec, seed: string, results: readonly CaseResult[]): JudgedCode {
  const cases = casesOf(spec, seed)
  if (cases.length !== results.length)
    return { kind: 'miscounted', expected: cases.length, found: results.length }
  const judged = cases.map(({ args, says }, index) => ({
    says,
    fault: judgeCase(spec, () => plainArguments(args), results[index]!),
  }))
  const right = judged.filter((one) => one.fault === null).length
  const verdict = right === judged.length ? 'verified' : 'refused'
  return { kind: 'judged', verdict, score: right / judged.length, cases: judged }
}

/** @param args makes a fresh copy: neither reference nor hint may disturb the other's */
function judgeCase(spec: ChallengeSpec, args: () => Plain[], result: CaseResult): CaseFault | null {
  switch (result.outcome) {
    case 'threw':
      return { kind: 'threw', name: result.name, message: result.message }
    case 'timed-out':
      return { kind: 'timed-out', seconds: CASE_SECONDS }
    case 'not-run':
      return { kind: 'not-run' }
    case 'too-large':
      return { kind: 'too-large', limit: MOST_VALUES }
    case 'returned': {
      const found = fromWire(result.value as Wire, (argument) => argument.values)
      if (countValues(found) > MOST_VALUES) return { kind: 'too-large', limit: MOST_VALUES }
      const expected = spec.answer(...args())
      const fault = compareValues(expected, found, spec.tolerance)
      if (!fault) return null
      // Only where kind and shape agree: an author's hint may then index and subtract without looking twice.
      if (fault.kind !== 'values') return fault
      const hint = spec.hint?.(args(), structuredClone(expected), found)
      return hint ? { ...fault, hint: { zh: hint.zh.slice(0, 1000), en: hint.en.slice(0, 1000) } } : fault
    }
    default:
      return result satisfies never
  }
}

function countValues(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1
  return Object.values(value).reduce<number>((sum, part) => sum + countValues(part), 1)
}

/** The inputs as one text: two seeds, or two versions of a challenge, that mean the same cases have the same text. */
export const spellCases = (spec: ChallengeSpec, seed: string): string =>
  JSON.stringify(casesOf(spec, seed).map(({ args }) => args.map(toWire)))
