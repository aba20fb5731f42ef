/**
 * The closed vocabulary of a lesson: every tag an author may write, what it takes and where it may stand.
 * `components/lesson/registry.tsx` maps each name to a component; the compiler sees to it that none is missing.
 */
import type { ReactNode } from 'react'
import { z } from 'zod'
import { PartId } from '../curriculum/ids'

const Words = z.string().trim().min(1).max(300)

export type BlockRule = {
  /** Its attributes, all literals. */
  attributes: z.ZodObject
  /** `line`: on lines of its own; `text`: inside a sentence; `either`: both. */
  place: 'line' | 'text' | 'either'
  /** `none`: written `<Tag />`; `needed`: it must hold something. */
  children: 'none' | 'needed'
  /** May stand only at the top of the page or in a list inside `<Steps>`, so that the order of cells is plain. */
  top?: true
  /** What a fence becomes; nobody writes it as a tag. */
  fence?: true
}

export const BLOCKS = {
  /** Stands for the cell of that id, defined by a fence in this text or in `zh.mdx`. */
  Cell: {
    attributes: z.strictObject({ id: PartId, title: Words.optional() }),
    place: 'line',
    children: 'none',
    top: true,
  },
  /** Where a check of the frontmatter is handed in. */
  Submit: { attributes: z.strictObject({ check: PartId }), place: 'line', children: 'none', top: true },
  /** One step of help for a cell; several are opened one after the other. */
  Hint: { attributes: z.strictObject({ for: PartId }), place: 'line', children: 'needed' },
  Callout: {
    attributes: z.strictObject({ kind: z.enum(['note', 'tip', 'caution']) }),
    place: 'line',
    children: 'needed',
  },
  /** Puts a statement of the source article right; `cell` names the cell that proves it. */
  Erratum: {
    attributes: z.strictObject({ source: Words, cell: PartId.optional() }),
    place: 'line',
    children: 'needed',
  },
  /** An SVG beside the lesson. `alt` says what the picture says, `caption` what to look at. */
  Figure: {
    attributes: z.strictObject({
      src: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*\.svg$/),
      alt: Words,
      caption: Words.optional(),
    }),
    place: 'line',
    children: 'none',
  },
  /** A note in the margin. */
  Note: { attributes: z.strictObject({}), place: 'either', children: 'needed' },
  /** A term with its name in the other language and what it means. */
  Term: {
    attributes: z.strictObject({
      id: PartId.optional(),
      en: Words.optional(),
      zh: Words.optional(),
      means: Words.optional(),
    }),
    place: 'text',
    children: 'needed',
  },
  /** A ```diagram fence: its drawings for a wide page and for a phone, and the same as a list. */
  Diagram: {
    attributes: z.strictObject({ id: PartId, title: Words.optional(), alt: Words.optional() }),
    place: 'line',
    children: 'needed',
    fence: true,
  },
  /** Numbered steps of an exercise. */
  Steps: { attributes: z.strictObject({}), place: 'line', children: 'needed' },
} as const satisfies Record<string, BlockRule>

export type BlockName = keyof typeof BLOCKS
export const BLOCK_NAMES = Object.keys(BLOCKS) as BlockName[]

/** Own properties only: `<constructor>` is no block. */
export const isBlockName = (name: string): name is BlockName => Object.hasOwn(BLOCKS, name)

export const blockRule = (name: BlockName): BlockRule => BLOCKS[name]

/** What an author may write about a block. */
export type BlockAttributes<Name extends BlockName> = z.infer<(typeof BLOCKS)[Name]['attributes']>

/** What the compiler tells a component beside that. */
export type BlockExtras = {
  Cell: object
  Submit: object
  /** Which of the cell's hints this is, from 1. */
  Hint: { step: number }
  Callout: object
  Erratum: object
  Figure: object
  /** Written inside a sentence. */
  Note: { inline: boolean }
  Term: object
  Steps: object
  Diagram: object
}

/** The props of a block's component; children are there where the block holds any, and the drawing of a figure. */
export type BlockProps<Name extends BlockName> = BlockAttributes<Name> &
  BlockExtras[Name] & { children?: ReactNode }
