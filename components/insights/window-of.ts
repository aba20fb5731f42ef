/** Which rows of a long list stand on the screen, all rows being equally high. */
export type ListWindow = { first: number; last: number }

/**
 * @param scrolled pixels above the visible part
 * @param height pixels of the visible part
 * @param row pixels of one row
 * @param count rows there are
 * @param spare rows drawn beyond each edge, so that scrolling never shows a gap
 */
export function windowOf(
  scrolled: number,
  height: number,
  row: number,
  count: number,
  spare = 12,
): ListWindow {
  const first = Math.min(Math.max(0, Math.floor(scrolled / row) - spare), Math.max(0, count - 1))
  return { first, last: Math.min(count, Math.ceil((scrolled + height) / row) + spare) }
}
