/** The articles behind the lessons and what they get wrong: `content/sources.yaml`. */
import type { Element, ElementContent, Root } from 'hast'
import { z } from 'zod'
import { LessonId, PartId } from '../curriculum/ids'

const Sentence = z.string().trim().min(1).max(400)
const Both = z.strictObject({ zh: Sentence, en: Sentence })

export const Sources = z
  .strictObject({
    author: Sentence,
    articles: z.array(
      z.strictObject({
        id: PartId,
        title: Both,
        /** How lessons call it. */
        short: Both,
        taken: z.array(z.strictObject({ zh: Sentence, en: Sentence, lessons: z.array(LessonId) })),
      }),
    ),
    errata: z.array(
      z.strictObject({
        article: PartId,
        /** As the article numbers them, such as §4.2. */
        sections: z.array(z.string().regex(/^§\d+(\.\d+)*$/)).min(1),
        lesson: LessonId,
        /** Sentences with `code` and $formulas$. */
        says: Both,
        right: Both,
      }),
    ),
  })
  .refine(
    ({ articles, errata }) => errata.every(({ article }) => articles.some(({ id }) => id === article)),
    {
      error: 'an erratum names an article that is not listed',
    },
  )
export type Sources = z.infer<typeof Sources>

/** An `<Erratum>` of a compiled lesson. */
export type ErratumBlock = { source: string; cell?: string }

export function errataIn(tree: Root): ErratumBlock[] {
  const found: ErratumBlock[] = []
  const visit = (node: Root | Element | ElementContent) => {
    if (node.type === 'mdxJsxFlowElement' && node.name === 'Erratum') {
      const text = (name: string) => {
        const value = node.attributes.find((a) => a.type === 'mdxJsxAttribute' && a.name === name)?.value
        return typeof value === 'string' ? value : undefined
      }
      const cell = text('cell')
      found.push({ source: text('source') ?? '', ...(cell !== undefined && { cell }) })
    }
    if ('children' in node) for (const child of node.children) visit(child as ElementContent)
  }
  visit(tree)
  return found
}

/** The block of a lesson that speaks of one of these sections: §4.3 is not §4.3.1. */
export const blockFor = (
  blocks: readonly ErratumBlock[],
  sections: readonly string[],
): ErratumBlock | undefined =>
  blocks.find(({ source }) => {
    const named: string[] = source.match(/§\d+(?:\.\d+)*/g) ?? []
    return sections.some((section) => named.includes(section))
  })
