/** The head of a lesson: plain YAML (core schema, no tags, anchors or aliases), with the place of every mistake. */
import type { z } from 'zod'
import { isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseDocument, type Scalar, visit } from 'yaml'
import type { At } from './draft'
import { findInvisible } from './invisible'
import { LIMITS } from './limits'
import { read } from './reasons'
import type { Refusals } from './refusals'
import { yamlReason } from './yaml-reasons'

/**
 * @param yaml the text between the `---` lines
 * @param firstLine the line of the file on which it begins
 * @param places filled with the place of every part by its path
 */
export function readFrontmatter<T extends z.ZodType>(
  schema: T,
  yaml: string,
  firstLine: number,
  refusals: Refusals,
  places: Record<string, At> = {},
): z.infer<T> | undefined {
  const lines = new LineCounter()
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { line: line + firstLine - 1, column: col }
  }
  // The parser looks over a line again for each colon in it.
  const long = yaml.split('\n').findIndex((line) => line.length > LIMITS.line)
  if (long >= 0) {
    refusals.add('frontmatter-yaml', { line: firstLine + long, column: 1 }, { reason: LONG })
    return undefined
  }
  const document = parseDocument(yaml, {
    schema: 'core',
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    logLevel: 'silent',
  })
  const faults = [...document.errors, ...document.warnings]
  for (const fault of faults) {
    refusals.add('frontmatter-yaml', place(fault.pos[0]), { reason: yamlReason(fault) })
  }
  let plain = faults.length === 0
  visit(document, {
    Alias: (_, node) => refuse('*', node.range?.[0]),
    Node: (_, node) => {
      if (node.anchor) refuse('&', node.range?.[0])
      if (node.tag) refuse('!', node.range?.[0])
    },
  })
  visit(document, {
    Scalar: (_, node) => refuseScalar(node),
    Pair: (_, { key }, path) => note(key, path),
  })
  if (!plain) return undefined

  const result = read(schema, document.toJS({ maxAliasCount: 0 }))
  if (result.ok) return result.value
  for (const { path, reason } of result.issues) {
    refusals.add('frontmatter-field', find(path), { field: path.join('.') || 'YAML', reason })
  }
  return undefined

  function note(key: unknown, path: readonly unknown[]): void {
    if (!isScalar(key) || !key.range) return
    const above = path.flatMap((node, index): string[] => {
      const holder = path[index - 1]
      if (isPair(node) && isScalar(node.key)) return [String(node.key.value)]
      return isSeq(holder) ? [String(holder.items.indexOf(node))] : []
    })
    places[[...above, String(key.value)].join('.')] = place(key.range[0])
    const last = above.at(-1)
    // An entry begins with its first key.
    if (last !== undefined && /^\d+$/.test(last)) places[above.join('.')] ??= place(key.range[0])
  }

  /** In double quotes a backslash means something else than in a formula: \\theta would begin with a tab. */
  function refuseScalar(node: Scalar): void {
    if (typeof node.value !== 'string' || !node.range) return
    const [start, end] = node.range
    const escape = node.type === 'QUOTE_DOUBLE' ? ESCAPE.exec(yaml.slice(start, end)) : null
    if (escape) {
      plain = false
      refusals.add('frontmatter-yaml', place(start + escape.index), { reason: escaped(escape[0]) })
      return
    }
    for (const { hex } of findInvisible(node.value).slice(0, 1)) {
      plain = false
      refusals.add('control-character', place(start), { hex })
    }
    const comment =
      node.type === 'PLAIN'
        ? (/^[ \t]+#[^\n]*/.exec(yaml.slice(end)) ?? /^#[^\n]*/.exec(yaml.slice(end)))
        : null
    if (comment && yaml[end - 1] !== '\n') {
      plain = false
      refusals.add('frontmatter-yaml', place(end), { reason: COMMENT })
    }
  }

  function refuse(mark: string, offset = 0) {
    plain = false
    const reason = { zh: `不能用 ${mark} 开头的写法`, en: `nothing may start with ${mark}` }
    refusals.add('frontmatter-yaml', place(offset), { reason })
  }

  /** The place of the key, or of the deepest part of the path that exists. */
  function find(path: PropertyKey[]) {
    for (let length = path.length; length > 0; length--) {
      const holder = document.getIn(path.slice(0, length - 1), true)
      const name = path[length - 1]
      const pair = isMap(holder)
        ? holder.items.find(({ key }) => isScalar(key) && key.value === name)
        : undefined
      const node = isNode(pair?.key) ? pair.key : document.getIn(path.slice(0, length), true)
      if (isNode(node) && node.range) return place(node.range[0])
    }
    return { line: firstLine, column: 1 }
  }
}

const LONG = {
  zh: `有一行超过 ${LIMITS.line} 个字符。请换行，或拆成几项`,
  en: `a line is longer than ${LIMITS.line} characters; break it, or make several entries of it`,
}
const ESCAPE = /(?<=(?<!\\)(?:\\\\)*)\\[abefnrtv][a-z]+/
const escaped = (found: string) => ({
  zh: `双引号里的 ${found} 会变成别的字符。请改用单引号，或把反斜杠写两次`,
  en: `${found} in double quotes becomes another character; use single quotes, or write the backslash twice`,
})
const COMMENT = {
  zh: '空格后的 # 会让后面的文字消失。请给整句加引号，注释另起一行',
  en: 'a # after a space makes the rest vanish; put the words in quotes, and comments on lines of their own',
}
