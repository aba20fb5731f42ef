// oxlint-disable typescript/no-explicit-any -- nodes are walked by shape; acorn's union would need a cast a line
/** The little of a syntax tree walker that `transpile` needs. */
export type Any = {
  type: string
  start: number
  end: number
  loc: { start: { line: number; column: number } }
} & Record<string, any>

export function isFunction(node: Any): boolean {
  return (
    node.type === 'FunctionDeclaration' ||
    node.type === 'FunctionExpression' ||
    node.type === 'ArrowFunctionExpression'
  )
}

const isNode = (value: unknown): value is Any =>
  typeof value === 'object' && value !== null && typeof (value as Any).type === 'string'

export function children(node: Any): Any[] {
  const found: Any[] = []
  for (const key of Object.keys(node)) {
    if (key === 'loc') continue
    const value: unknown = node[key]
    if (isNode(value)) found.push(value)
    else if (Array.isArray(value)) for (const each of value) if (isNode(each)) found.push(each)
  }
  return found
}

/** The names that a pattern binds. */
export function boundNames(pattern: Any | null): string[] {
  switch (pattern?.type) {
    case 'Identifier':
      return [pattern.name as string]
    case 'ObjectPattern':
      return (pattern.properties as Any[]).flatMap((property) =>
        boundNames(property.type === 'RestElement' ? property.argument : property.value),
      )
    case 'ArrayPattern':
      return (pattern.elements as (Any | null)[]).flatMap(boundNames)
    case 'AssignmentPattern':
      return boundNames(pattern.left)
    case 'RestElement':
      return boundNames(pattern.argument)
    default:
      return []
  }
}
