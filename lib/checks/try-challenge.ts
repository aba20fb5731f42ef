/** What an author's challenge must hold, tried over a few seeds when it is built. */
import { type CaseResult, MOST_CASES } from './case-result'
import { casesOf, type ChallengeSpec, plainArguments } from './challenge'
import { judgeCode, spellCases } from './judge-code'
import { type Argument, type Plain, toWire } from './wire'

const LEAST_CASES = 6
const SEEDS = Array.from({ length: 20 }, (_, index) => `trial ${index}`)
/** Characters of all arguments of a challenge: they travel to the browser in one answer. */
const MOST_TEXT = 400_000

const SPOILERS = [(value: number) => value + 1, (value: number) => -value, () => NaN, () => 0]

/** The reference's own answer with every number changed. */
function spoilt(
  spec: ChallengeSpec,
  args: readonly Argument[],
  spoil: (value: number) => number,
): CaseResult {
  const change = (value: Plain): Plain => {
    if (typeof value === 'number') return spoil(value)
    if (Array.isArray(value)) return value.map(change)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, change(part)]))
  }
  return { outcome: 'returned', value: toWire(change(spec.answer(...plainArguments(args)))) as never }
}

/** Sentences, one for each fault; none for a sound challenge. */
export function tryChallenge(spec: ChallengeSpec): string[] {
  const faults = new Set<string>()
  const inputs = new Set<string>()
  for (const seed of SEEDS) {
    try {
      const cases = casesOf(spec, seed)
      if (cases.length < LEAST_CASES || cases.length > MOST_CASES)
        faults.add(`has ${cases.length} cases; write ${LEAST_CASES} to ${MOST_CASES}`)
      const spelt = spellCases(spec, seed)
      if (spelt !== spellCases(spec, seed))
        faults.add('makes other cases of the same seed; use only `random`')
      if (spelt.length > MOST_TEXT)
        faults.add(`has arguments of ${spelt.length} characters; ${MOST_TEXT} are allowed`)
      inputs.add(spelt)
      const results = cases.map(({ args }): CaseResult => {
        const value = toWire(spec.answer(...plainArguments(args)))
        return { outcome: 'returned', value: JSON.parse(JSON.stringify(value)) as never }
      })
      const judged = judgeCode(spec, seed, results)
      if (judged.kind === 'miscounted') continue
      for (const { says, fault } of judged.cases)
        if (fault) faults.add(`its own answer fails the case "${says.en}" (${fault.kind})`)
      // Whatever a trainee returns, a hint must not throw at them.
      for (const spoil of SPOILERS)
        judgeCode(
          spec,
          seed,
          cases.map(({ args }) => spoilt(spec, args, spoil)),
        )
      for (const { says } of cases)
        if (!says.zh || !says.en) faults.add('a case has no `says` in both languages')
    } catch (error) {
      // Whatever an author's code throws is told to the author.
      faults.add(error instanceof Error ? `${error.name}: ${error.message}` : String(error))
    }
  }
  if (faults.size === 0 && inputs.size < SEEDS.length / 2)
    faults.add('gives nearly the same inputs each time; an answer could be learnt by heart')
  return [...faults]
}
