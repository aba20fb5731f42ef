/** One tag of a lesson against its rule: the attributes it may have, with literal values, in a place where it may stand. */
import type { RootContent } from 'mdast'
import { BLOCK_NAMES, type BlockName, blockRule, isBlockName } from './blocks'
import { isHtml, remedyOf } from './html'
import { LIMITS } from './limits'
import { type Literal, readLiteral } from './literal'
import { read } from './reasons'
import type { Refusals } from './refusals'

export type FlowTag = Extract<RootContent, { type: 'mdxJsxFlowElement' }>
export type TextTag = Extract<RootContent, { type: 'mdxJsxTextElement' }>
export type Tag = FlowTag | TextTag

export type ReadTag = { name: BlockName; attributes: Record<string, Literal> }

export function readTag(tag: Tag, refusals: Refusals): ReadTag | undefined {
  const name = tag.name ?? ''
  if (isHtml(name)) {
    refusals.add('html-tag', tag.position?.start, { name, remedy: remedyOf(name) })
    return undefined
  }
  if (!isBlockName(name) || blockRule(name).fence) {
    const known = BLOCK_NAMES.filter((block) => !blockRule(block).fence)
      .map((block) => `<${block}>`)
      .join(' ')
    refusals.add('unknown-tag', tag.position?.start, { name, known })
    return undefined
  }
  const rule = blockRule(name)
  const allowed = Object.keys(rule.attributes.shape)
  const known = allowed.join(' ') || '—'
  const values = new Map<string, Literal>()
  const before = refusals.list.length

  for (const attribute of tag.attributes.slice(0, LIMITS.attributes + 1)) {
    const at = attribute.position?.start ?? tag.position?.start
    if (attribute.type === 'mdxJsxExpressionAttribute') {
      refusals.add('spread', at, { name })
      continue
    }
    const params = { name, attribute: attribute.name }
    if (values.has(attribute.name)) refusals.add('attribute-twice', at, params)
    if (!allowed.includes(attribute.name)) {
      const reason = { zh: '没有这个属性', en: 'there is no such attribute' }
      refusals.add('attribute', at, { ...params, reason, known })
      continue
    }
    const value = valueOf(attribute.value)
    if (value === undefined) refusals.add('attribute-value', at, params)
    else values.set(attribute.name, value)
  }
  if (refusals.list.length > before) return undefined

  const result = read(rule.attributes, Object.fromEntries(values))
  if (result.ok) return { name, attributes: result.value as Record<string, Literal> }
  for (const { path, reason } of result.issues) {
    const written = tag.attributes.find((a) => a.type === 'mdxJsxAttribute' && a.name === path[0])
    const at = written?.position?.start ?? tag.position?.start
    refusals.add('attribute', at, { name, attribute: String(path[0] ?? ''), reason, known })
  }
  return undefined
}

type Written = Extract<Tag['attributes'][number], { type: 'mdxJsxAttribute' }>['value']

function valueOf(value: Written): Literal | undefined {
  if (value === null || value === undefined) return true
  if (typeof value === 'string') return value
  const [statement, ...more] = value.data?.estree?.body ?? []
  if (statement?.type !== 'ExpressionStatement' || more.length > 0) return undefined
  return readLiteral(statement.expression)
}

/** The tag as it goes into the tree: texts plain, other literals as the smallest ESTree there is. */
export function writeTag({ name, attributes }: ReadTag, added: Record<string, Literal>): FlowTag {
  return {
    type: 'mdxJsxFlowElement',
    name,
    attributes: toAttributes({ ...attributes, ...added }),
    children: [],
  }
}

export function toAttributes(values: Record<string, Literal | undefined>): FlowTag['attributes'] {
  return Object.entries(values).flatMap(([name, value]): FlowTag['attributes'] => {
    if (value === undefined) return []
    if (typeof value === 'string') return [{ type: 'mdxJsxAttribute', name, value }]
    // The bare attribute is what JSX has for true.
    if (value === true) return [{ type: 'mdxJsxAttribute', name, value: null }]
    const expression = { type: 'Literal' as const, value }
    return [
      {
        type: 'mdxJsxAttribute',
        name,
        value: {
          type: 'mdxJsxAttributeValueExpression',
          value: JSON.stringify(value),
          data: {
            estree: {
              type: 'Program',
              sourceType: 'module',
              comments: [],
              body: [{ type: 'ExpressionStatement', expression }],
            },
          },
        },
      },
    ]
  })
}
