/** Whether a sentence contains the answer it should lead to. Told to authors; in doubt it refuses. */
type Both = { zh: string; en: string }

export type Answer =
  | { number: number; tolerance: number }
  /** The texts of what is right. */
  | { texts: Both[] }
  | { order: Both[] }

/** Numbers as they are written: `1\\,000`, `1 000`, `1,000`, `0.5`, `97 %`, `\\tfrac13`. */
function numbersIn(text: string): number[] {
  const plain = text
    .normalize('NFKC')
    .replaceAll('\\,', '')
    .replace(/(?<=\d)[ ,](?=\d{3}(?!\d))/g, '')
  const found = [...plain.matchAll(/\d+(?:\.\d+)?/g)].map(([digits]) => Number(digits))
  const fractions = [...plain.matchAll(/(?:frac\{?(\d+)\}?\{?(\d+)\}?)|(\d+)\/(\d+)/g)].map(
    ([, a, b, c, d]) => Number(a ?? c) / Number(b ?? d),
  )
  return [...found, ...fractions]
}

const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s$`*\\{},.;:，。；：“”"'、（）()]/g, '')

export function givesAway({ zh, en }: Both, answer: Answer): boolean {
  if ('number' in answer) {
    const slack = answer.tolerance + 1e-9 * Math.max(1, Math.abs(answer.number))
    return [zh, en].some((text) =>
      numbersIn(text).some((number) => Math.abs(number - Math.abs(answer.number)) <= slack),
    )
  }
  if ('texts' in answer) {
    // A word of one or two letters stands in every sentence.
    const contains = (text: string, right: string) =>
      bare(right).length > 2 && bare(text).includes(bare(right))
    return answer.texts.some((right) => contains(zh, right.zh) || contains(en, right.en))
  }
  const places = (text: string, items: string[]) => items.filter((item) => bare(text).includes(bare(item)))
  return (
    places(
      zh,
      answer.order.map((one) => one.zh),
    ).length > 1 ||
    places(
      en,
      answer.order.map((one) => one.en),
    ).length > 1
  )
}
