/**
 * The texts of one lesson against each other: `zh.mdx` defines, a translation repeats what it likes and takes the
 * rest. Then one compiled page for each language, and the solutions apart.
 */
import type { ElementContent, Root } from 'hast'
import type { LessonId, Locale, StageId } from '../curriculum/ids'
import type { Lesson, LessonSpec } from '../curriculum/lesson'
import { waysToAsk } from '../checks/variety'
import type { CheckFiles } from './check-files.server'
import type { CompiledCell, CompiledLesson, CompiledSecrets, LessonLink } from './compiled'
import { compareTexts } from './compare'
import type { ChineseDraft, Draft } from './draft'
import { inOrder, type Refusal, Refusals } from './refusals'
import { toAttributes } from './tags'

export type LessonPlace = { id: LessonId; stage: StageId; module: string; order: number }

export type JoinedLesson = {
  lesson: Lesson
  compiled: Record<Locale, CompiledLesson>
  secrets: CompiledSecrets
  links: LessonLink[]
}
export type JoinOutcome = ({ ok: true } & JoinedLesson) | { ok: false; refusals: Refusal[] }

type Drafts = { zh: ChineseDraft; en: Draft }

/**
 * @param hash of everything that went in
 * @param files what lies beside the texts for the lesson's checks
 */
export function joinTexts(
  place: LessonPlace,
  drafts: Drafts,
  hash: string,
  { quizzes, rubrics }: CheckFiles = { quizzes: {}, rubrics: {} },
): JoinOutcome {
  const { zh, en } = drafts
  const refusals = { zh: new Refusals(zh.file), en: new Refusals(en.file) }
  compareTexts(zh, zh.head.spec, en, refusals)
  const list = [...inOrder(refusals.zh.list), ...inOrder(refusals.en.list)]
  if (list.length > 0) return { ok: false, refusals: list }

  const lesson = resolveLesson(place, zh.head.spec, en)
  const page = (locale: Locale): CompiledLesson => {
    const draft = drafts[locale]
    return {
      hash,
      lesson,
      locale,
      tree: fillCells(draft.tree, zh),
      toc: draft.toc,
      cells: draft.cells.map((cell) => resolveCell(cell, zh)),
      checks: zh.checks.map(({ id, for: cell, source, size }) => {
        const own = draft.checks.find((check) => check.id === id)
        return { id, for: cell, source: own?.source ?? source, ...(size && { size }) }
      }),
      quizzes: Object.fromEntries(
        Object.entries(quizzes).map(([check, { questions }]) => [check, waysToAsk(questions).length]),
      ),
      extent: draft.extent,
    }
  }
  const answers = (draft: Draft) =>
    Object.fromEntries(draft.solutions.map(({ for: cell, source }) => [cell, source]))
  return {
    ok: true,
    lesson,
    compiled: { zh: page('zh'), en: page('en') },
    secrets: {
      id: place.id,
      solutions: { zh: answers(zh), en: { ...answers(zh), ...answers(en) } },
      quizzes,
      rubrics,
    },
    links: [zh, en].flatMap(({ file, links }) =>
      links.map(({ to, at: { line, column } }) => ({ to, file, line, column })),
    ),
  }
}

function resolveLesson(place: LessonPlace, spec: LessonSpec, en: Draft): Lesson {
  const { title, summary, objectives, ...rest } = spec
  const { spec: translated } = en.head
  return {
    ...place,
    ...rest,
    text: {
      zh: { title, summary, objectives },
      en: { title: translated.title, summary: translated.summary, objectives: translated.objectives },
    },
  }
}

function resolveCell(cell: Draft['cells'][number], zh: Draft): CompiledCell {
  const original = zh.cells.find((other) => other.id === cell.id)
  const title = cell.title ?? original?.title
  const starter = cell.starter ?? original?.starter ?? ''
  return title === undefined ? { id: cell.id, starter } : { id: cell.id, title, starter }
}

/** Puts the code of `zh.mdx` into each `<Cell id="…" />` that stands for it. */
function fillCells(tree: Root, zh: Draft): Root {
  const original = new Map<string, ElementContent[]>()
  eachCell(zh.tree, (id, cell) => {
    if (cell.children.length > 0) original.set(id, cell.children)
  })
  const filled = structuredClone(tree)
  eachCell(filled, (id, cell) => {
    const title = zh.cells.find((other) => other.id === id)?.title
    const titled = cell.attributes.some((a) => a.type === 'mdxJsxAttribute' && a.name === 'title')
    if (title !== undefined && !titled) cell.attributes.push(...toAttributes({ title }))
    if (cell.children.length === 0) cell.children = structuredClone(original.get(id) ?? [])
  })
  return filled
}

type CellNode = Extract<ElementContent, { type: 'mdxJsxFlowElement' }>

function eachCell(node: Root | ElementContent, visit: (id: string, cell: CellNode) => void): void {
  if (node.type === 'mdxJsxFlowElement' && node.name === 'Cell') {
    const id = node.attributes.find((a) => a.type === 'mdxJsxAttribute' && a.name === 'id')?.value
    visit(String(id), node)
  } else if ('children' in node) {
    for (const child of node.children) eachCell(child as ElementContent, visit)
  }
}
