/** Where `proxy.ts` writes the path of the page being asked for; a header of this name from outside is overwritten. */
export const PATH_HEADER = 'x-zhucai-path'

/**
 * Where to go after signing in: a path of this site, or the front page. Control characters, backslashes and a second
 * slash are refused because browsers read `/\evil` and `//evil` as another host.
 */
export function safeNext(next: unknown): string {
  if (typeof next !== 'string' || next.length > 2_000 || !/^\/(?![/\\])[^\\\s\p{Cc}]*$/u.test(next))
    return '/'
  const base = 'http://this.invalid'
  const url = URL.canParse(next, base) ? new URL(next, base) : undefined
  if (!url || url.origin !== base || url.pathname.startsWith('//')) return '/'
  return url.pathname.startsWith('/sign-in') ? '/' : `${url.pathname}${url.search}${url.hash}`
}
