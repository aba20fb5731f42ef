/** Values an attribute may hold, read from its syntax tree: nothing is ever evaluated. */
import { z } from 'zod'

export type Literal = string | number | boolean | null

const Node = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('Literal'),
    value: z.union([z.string(), z.number(), z.boolean(), z.null()]),
    regex: z.undefined().optional(),
    bigint: z.undefined().optional(),
  }),
  z.object({
    type: z.literal('TemplateLiteral'),
    expressions: z.tuple([]),
    quasis: z.tuple([z.object({ value: z.object({ cooked: z.string() }) })]),
  }),
  z.object({
    type: z.literal('UnaryExpression'),
    operator: z.enum(['-', '+']),
    argument: z.object({ type: z.literal('Literal'), value: z.number() }),
  }),
])

/** @param node an ESTree expression; `undefined` comes back for anything but a literal */
export function readLiteral(node: unknown): Literal | undefined {
  const result = Node.safeParse(node)
  if (!result.success) return undefined
  const found = result.data
  switch (found.type) {
    case 'Literal':
      return found.value
    case 'TemplateLiteral':
      return found.quasis[0].value.cooked
    case 'UnaryExpression':
      return found.operator === '-' ? -found.argument.value : found.argument.value
  }
}
