/** Text → Markdown tree. MDX *syntax* only: what the parser calls an expression is refused later, never run. */
import type { Root, RootContent } from 'mdast'
import remarkCjkFriendly from 'remark-cjk-friendly'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import remarkMdx from 'remark-mdx'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { VFileMessage } from 'vfile-message'
import { isHtml, remedyOf } from './html'
import { findInvisible } from './invisible'
import { LIMITS } from './limits'
import { place } from './place'
import type { Refusals } from './refusals'

const parser = unified()
  .use(remarkParse)
  .use(remarkCjkFriendly)
  .use(remarkFrontmatter)
  // One tilde is a Chinese range (3~5), not a deletion.
  .use(remarkGfm, { singleTilde: false })
  .use(remarkMath)
  .use(remarkMdx)
  .freeze()

/** Cheap refusals that need no tree, before the expensive parse. */
export function refuseText(text: string, refusals: Refusals): boolean {
  const bytes = Buffer.byteLength(text)
  if (bytes > LIMITS.bytes) {
    const params = { kilobytes: Math.ceil(bytes / 1024), limit: LIMITS.bytes / 1024 }
    refusals.add('too-large', undefined, params)
    return true
  }
  text.split('\n').forEach((line, index) => {
    const quotes = /^[\s>]*/.exec(line)?.[0].replaceAll(/\s/g, '').length ?? 0
    if (quotes > LIMITS.depth)
      refusals.add('too-deep', { line: index + 1, column: 1 }, { limit: LIMITS.depth })
  })
  refuseInvisible(text, refusals)
  return refusals.list.length > 0
}

/** For every file of a lesson, whatever it holds. */
export function refuseInvisible(text: string, refusals: Refusals): void {
  for (const { index, hex } of findInvisible(text))
    refusals.add('control-character', place(text, index), { hex })
}

/** The tree, or `undefined` and one refusal: a broken tag leaves nothing to go on with. */
export function parseText(text: string, refusals: Refusals): Root | undefined {
  try {
    const tree = parser.parse(text)
    if (depthOf(tree) <= LIMITS.depth) return tree
    refusals.add('too-deep', undefined, { limit: LIMITS.depth })
  } catch (error) {
    if (error instanceof VFileMessage) refuseSyntax(error, text, refusals)
    // The parser recurses: nesting past the stack is the author's doing, not a bug of ours.
    else if (error instanceof RangeError) refusals.add('too-deep', undefined, { limit: LIMITS.depth })
    // Broken tags around headings or quotes trip the parser's own assertions (found by fuzzing). Nothing of ours runs
    // in this `try`, so whatever comes out of it is about the text, and says no place.
    else refusals.add('unreadable', undefined)
  }
  return undefined
}

/** The parser's English reasons, told apart by what the author has to do. */
function refuseSyntax(message: VFileMessage, text: string, refusals: Refusals): void {
  const reason = message.reason.replaceAll(/\s+/g, ' ')
  const said = message.place && 'start' in message.place ? message.place.start : message.place
  const at = said ?? { line: message.line ?? 1, column: message.column ?? 1 }
  const open = /expected a closing tag for `<([^`>]*)>` \((\d+):(\d+)/i.exec(reason)
  if (open) {
    const opened = { line: Number(open[2]), column: Number(open[3]) }
    const tag = open[1] ?? ''
    if (isHtml(tag)) refusals.add('html-tag', opened, { name: tag, remedy: remedyOf(tag) })
    else refusals.add('tag-unclosed', opened, { tag })
    return
  }
  const closing = /unexpected closing (?:tag `<\/([^`>]*)>`|slash)/i.exec(reason)
  if (closing) {
    const written = text.split('\n')[at.line - 1]?.slice(at.column - 1)
    refusals.add('tag-unopened', at, { tag: closing[1] ?? /[\w.:-]+/.exec(written ?? '')?.[0] ?? '' })
    return
  }
  if (message.ruleId === 'acorn') {
    refusals.add(/import|export/i.test(reason) ? 'esm' : 'expression', at)
    return
  }
  if (message.ruleId === 'unexpected-eof' && reason.includes('closing brace')) {
    refusals.add('brace', at)
    return
  }
  const character = /^Unexpected (?:character|lazy line)[^(]*(?:\(U\+\w+\))?/.exec(reason)?.[0].trim()
  const named = /^Unexpected character `([^`]*)`/.exec(reason)?.[1]
  refusals.add('syntax', at, {
    reason: {
      zh: named ? `标签里出现了 ${named}` : '标签没有写完',
      en: character ?? 'a tag is not finished',
    },
  })
}

/** Without recursion, since it runs before anything bounds the depth. */
function depthOf(root: Root): number {
  let deepest = 0
  const open: [node: Root | RootContent, depth: number][] = [[root, 0]]
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, depth] = next
    deepest = Math.max(deepest, depth)
    if (!('children' in node)) continue
    for (const child of node.children) open.push([child, depth + 1])
  }
  return deepest
}
