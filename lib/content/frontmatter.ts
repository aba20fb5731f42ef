/** The head of a lesson: plain YAML (core schema, no tags, anchors or aliases), with the place of every mistake. */
import type { z } from 'zod'
import { isMap, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml'
import { read } from './reasons'
import type { Refusals } from './refusals'

/**
 * @param yaml the text between the `---` lines
 * @param firstLine the line of the file on which it begins
 */
export function readFrontmatter<T extends z.ZodType>(
  schema: T,
  yaml: string,
  firstLine: number,
  refusals: Refusals,
): z.infer<T> | undefined {
  const lines = new LineCounter()
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { line: line + firstLine - 1, column: col }
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
    refusals.add('frontmatter-yaml', place(fault.pos[0]), { reason: fault.message })
  }
  let plain = faults.length === 0
  visit(document, {
    Alias: (_, node) => refuse('*', node.range?.[0]),
    Node: (_, node) => {
      if (node.anchor) refuse('&', node.range?.[0])
      if (node.tag) refuse('!', node.range?.[0])
    },
  })
  if (!plain) return undefined

  const result = read(schema, document.toJS({ maxAliasCount: 0 }))
  if (result.ok) return result.value
  for (const { path, reason } of result.issues) {
    refusals.add('frontmatter-field', find(path), { field: path.join('.') || 'YAML', reason })
  }
  return undefined

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
