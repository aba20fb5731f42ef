export type Search = Record<string, string | string[] | undefined>

/** The address's query as a page gets it, as the filters read it. */
export function searchOf(search: Search): URLSearchParams {
  const pairs = Object.entries(search).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one) => [name, one]),
  )
  return new URLSearchParams(pairs)
}
