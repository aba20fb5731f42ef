/** Where on a lesson's page a note stands. */
export type Heading = { id: string; text: string }

/** The last heading that has been scrolled past; null above the first. `tops` are distances from the window's top. */
export function currentAnchor(tops: readonly { id: string; top: number }[], line: number): string | null {
  return tops.findLast(({ top }) => top <= line)?.id ?? null
}

/** Groups by heading in the page's order; what stands nowhere on this page comes first, under null. */
export function byHeading<T extends { anchor: string | null }>(
  notes: readonly T[],
  headings: readonly Heading[],
): { heading: Heading | null; notes: T[] }[] {
  const known = new Set(headings.map(({ id }) => id))
  const loose = notes.filter(({ anchor }) => anchor === null || !known.has(anchor))
  const groups = headings.map((heading) => ({
    heading,
    notes: notes.filter(({ anchor }) => anchor === heading.id),
  }))
  return [{ heading: null, notes: loose }, ...groups].filter((group) => group.notes.length > 0)
}
