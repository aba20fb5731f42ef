/** A figure must be no less than `atLeast`, or no more than `atMost`. */
export type Bar = { atLeast: number } | { atMost: number }

export interface Report {
  /** What was measured against what, in one sentence. */
  compare(sentence: string): void
  /** Prints `name: value unit`; with a bar, the run fails when the figure misses it. */
  figure(name: string, value: number, unit: string, bar?: Bar): void
}

/** Figures go out as they are measured; `misses` are the bars that were not met, in words. */
export function createReport(print: (line: string) => void): Report & { readonly misses: readonly string[] } {
  const misses: string[] = []
  return {
    misses,
    compare: (sentence) => print(`# ${sentence}`),
    figure(name, value, unit, bar) {
      print(`${name}: ${format(value)} ${unit}`.trimEnd())
      // A figure that is not a number meets no bar.
      if (bar !== undefined && !isMet(value, bar))
        misses.push(`${name} is ${format(value)} ${unit}, ${wordsOf(bar)}`)
    },
  }
}

function isMet(value: number, bar: Bar): boolean {
  return 'atLeast' in bar ? value >= bar.atLeast : value <= bar.atMost
}

function wordsOf(bar: Bar): string {
  return 'atLeast' in bar ? `should be at least ${bar.atLeast}` : `should be at most ${bar.atMost}`
}

/** Three significant digits; small differences keep their exponent. */
function format(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  if (value !== 0 && Math.abs(value) < 0.001) return value.toExponential(2)
  return Math.abs(value) >= 1000 ? value.toFixed(0) : String(Number(value.toPrecision(3)))
}

/** The middle value, or the mean of the two middle ones. @throws for no values. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]]
  if (low === undefined || high === undefined) throw new Error('The median of no values is not defined.')
  return (low + high) / 2
}
