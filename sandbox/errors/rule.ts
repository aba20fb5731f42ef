/** A message as it comes, and what to say to it. `{1}` is what the pattern's first group found, `{1s}` the same as a shape. */
type Locale = 'zh' | 'en'
export type Said = Record<Locale, string>
export type Rule = Said & { is: RegExp }

export const shape = (text: string | undefined) =>
  `[${(text ?? '').replace(/[[\]\s]/g, '').replaceAll(',', ', ')}]`

export function fill(text: string, found: ArrayLike<string | undefined>): string {
  return text.replace(/\{(\d)(s?)\}/g, (_, group: string, asShape: string) => {
    const value = found[Number(group)] ?? ''
    return asShape ? shape(value) : value.slice(0, 200)
  })
}
