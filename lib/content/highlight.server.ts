/** Coloured code of people, such as a trainee's saved cell, for pages that show it without an editor. */
import 'server-only'
import { toJsxRuntime } from 'hast-util-to-jsx-runtime'
import type { ReactNode } from 'react'
import { Fragment, jsx, jsxs } from 'react/jsx-runtime'
import { COLOURED_OF_PAGE, isColoured } from '../drawing/code'
import { highlightCode } from './highlight'

const REMEMBERED = 200
const remembered = new Map<string, ReactNode>()

function coloured(source: string): ReactNode {
  const found = remembered.get(source)
  if (found) return found
  const node = toJsxRuntime(highlightCode(source, 'ts'), { Fragment, jsx, jsxs })
  remembered.set(source, node)
  const [oldest] = remembered.keys()
  if (remembered.size > REMEMBERED && oldest !== undefined) remembered.delete(oldest)
  return node
}

/** The same box with one text in it: it costs the page nothing whatever stands there. */
const plain = (source: string): ReactNode =>
  jsx('pre', { className: 'code', tabIndex: 0, children: jsx('code', { children: source }) })

/**
 * All code of one page. Colouring runs on the server's own thread, so a page has a share of it: what is too long, and
 * what comes after the share is used up, is plain.
 *
 * @param sources TypeScript @returns a `<pre>` each, with the colours of both themes
 */
export function highlightAll(sources: readonly string[]): ReactNode[] {
  let room = COLOURED_OF_PAGE
  return sources.map((source) => {
    if (source.length > room || !isColoured(source)) return plain(source)
    room -= source.length
    return coloured(source)
  })
}
