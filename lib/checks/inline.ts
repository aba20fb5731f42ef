/**
 * A sentence with formulas and code, as it lies in a compiled file and travels to the browser: texts, and elements
 * with the properties React takes. Only `lib/content/inline` makes them, from a closed set of elements.
 */
import { z } from 'zod'

export type Inline = string | InlineElement
export type InlineElement = { tag: string; props?: Record<string, unknown>; children?: Inline[] }

const InlineNode: z.ZodType<Inline> = z.lazy(() =>
  z.union([
    z.string(),
    z.strictObject({
      tag: z.string(),
      props: z.record(z.string(), z.unknown()).optional(),
      children: z.array(InlineNode).optional(),
    }),
  ]),
)
export const Inlines = z.array(InlineNode)
