/** Coloured code of people, such as a trainee's saved cell, for pages that show it without an editor. */
import 'server-only'
import { toJsxRuntime } from 'hast-util-to-jsx-runtime'
import type { ReactNode } from 'react'
import { Fragment, jsx, jsxs } from 'react/jsx-runtime'
import { highlightCode } from './highlight'

/** Longer code is shown plain: colouring runs on the server's own thread. */
const LONGEST = 64 * 1024
/** One endless line costs a grammar more than many short ones. */
const LONGEST_LINE = 2_000
const REMEMBERED = 200
const remembered = new Map<string, ReactNode>()

/** @param source TypeScript @returns a `<pre>` with the colours of both themes */
export function highlight(source: string): Promise<ReactNode> {
  const found = remembered.get(source)
  if (found) return Promise.resolve(found)
  const plain = source.length > LONGEST || source.split('\n').some((line) => line.length > LONGEST_LINE)
  const node = toJsxRuntime(highlightCode(source, plain ? 'text' : 'ts'), { Fragment, jsx, jsxs })
  remembered.set(source, node)
  const [oldest] = remembered.keys()
  if (remembered.size > REMEMBERED && oldest !== undefined) remembered.delete(oldest)
  return Promise.resolve(node)
}
