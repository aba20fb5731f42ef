/** Where a link in a lesson may lead. Closed: what is not named here is refused, whatever its disguise. */
import { LessonId } from '../curriculum/ids'

export type Target =
  | { kind: 'outside'; url: string }
  | { kind: 'anchor'; anchor: string }
  | { kind: 'lesson'; to: string; url: string }

export function readUrl(url: string): Target | undefined {
  // Browsers drop tabs and newlines and read a backslash as a slash, so no such character passes.
  // oxlint-disable-next-line no-control-regex
  if (/[\u0000-\u0020\u007f-\u00a0\u2028\u2029\\]/.test(url)) return undefined
  if (url.startsWith('#'))
    return url.length > 1 ? { kind: 'anchor', anchor: decode(url.slice(1)) } : undefined
  const lesson = /^\/learn\/([^/?#]+)(#[^#]*)?$/.exec(url)
  if (lesson) {
    const to = LessonId.safeParse(lesson[1])
    return to.success ? { kind: 'lesson', to: to.data, url } : undefined
  }
  if (url.startsWith('https://')) {
    const parsed = URL.canParse(url) ? new URL(url) : undefined
    // A user name before the host makes a link look as if it led elsewhere.
    if (!parsed || parsed.username || parsed.password || !parsed.hostname) return undefined
    return { kind: 'outside', url }
  }
  if (/^mailto:[^\s@<>"?&:/]+@[^\s@<>"?&:/]+$/.test(url)) return { kind: 'outside', url }
  return undefined
}

/** A malformed percent sequence is left as written: it will match no heading. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return text
    throw error
  }
}
