/** Everything the texts of a lesson owe each other, and the ids that must lead somewhere. Reports; changes nothing. */
import type { CheckSpec } from '../curriculum/checks'
import type { LessonSpec } from '../curriculum/lesson'
import type { Locale } from '../curriculum/ids'
import { minutesSpan } from './budget'
import { compareLanguage } from './compare-language'
import type { At, Draft } from './draft'
import { prose } from './extent'
import { untouchedObjectives } from './objectives'
import type { Refusals } from './refusals'

export function compareTexts(
  zh: Draft,
  spec: LessonSpec,
  en: Draft,
  refusals: Record<Locale, Refusals>,
): void {
  const cells = [...new Set(zh.cells.map((cell) => cell.id))]
  for (const draft of [zh, en]) {
    compareIds(draft, cells, refusals[draft.head.locale])
    compareSubmits(draft, spec, refusals[draft.head.locale])
    compareObjectives(draft, zh, refusals[draft.head.locale])
  }
  compareMinutes(zh, spec, refusals.zh)
  compareChecks(zh, spec, refusals.zh)
  compareTranslation(zh, en, refusals.en)
  compareLanguage(zh, en, refusals.en)
}

/** Ids that are used once, targets that exist. */
function compareIds(draft: Draft, cells: string[], refusals: Refusals): void {
  refuseTwice(draft.cells, refusals)
  refuseTwice(draft.checks, refusals)
  refuseTwice(draft.diagrams, refusals)
  refuseTwice(
    draft.solutions.map(({ for: id, at }) => ({ id, at })),
    refusals,
  )
  const known = cells.join(' ') || '—'
  const targets = [
    ...draft.checks.map(({ for: id, at }) => ({ id, at })),
    ...draft.solutions.map(({ for: id, at }) => ({ id, at })),
    ...draft.hints.map(({ for: id, at }) => ({ id, at })),
    ...draft.proofs.map(({ cell: id, at }) => ({ id, at })),
  ]
  for (const { id, at } of targets) if (!cells.includes(id)) refusals.add('cell-unknown', at, { id, known })
}

function refuseTwice(parts: { id: string; at: At }[], refusals: Refusals): void {
  parts.forEach(({ id, at }, index) => {
    if (parts.findIndex((other) => other.id === id) < index) refusals.add('id-twice', at, { id })
  })
}

function compareSubmits(draft: Draft, spec: LessonSpec, refusals: Refusals): void {
  const checks = spec.checks.map((check) => check.id)
  for (const { check, at } of draft.submits) {
    if (!checks.includes(check)) refusals.add('submit-unknown', at, { id: check, known: checks.join(' ') })
  }
  refuseTwice(
    draft.submits.map(({ check: id, at }) => ({ id, at })),
    refusals,
  )
  for (const id of checks) {
    if (!draft.submits.some((submit) => submit.check === id))
      refusals.add('submit-missing', placeOfCheck(draft, id), { id })
  }
}

/** Of a check of the head; a translation has none, and is told at its beginning. */
function placeOfCheck({ head, places }: Draft, id: string): At | undefined {
  return head.locale === 'zh'
    ? places[`checks.${head.spec.checks.findIndex((check) => check.id === id)}`]
    : undefined
}

/** An objective that the text never comes back to is a promise that nobody keeps. */
function compareObjectives(draft: Draft, zh: Draft, refusals: Refusals): void {
  const { objectives } = draft.head.spec
  const titles = draft.cells.map((cell) => cell.title ?? '')
  const code = [...zh.checks, ...zh.solutions, ...draft.checks].map(({ source }) => source)
  const lesson = [prose(draft.tree), ...titles, ...code].join('\n')
  for (const index of untouchedObjectives(objectives, lesson)) {
    refusals.add('objective-untouched', draft.places['objectives'], {
      number: index + 1,
      objective: objectives[index] ?? '',
    })
  }
}

function compareMinutes(zh: Draft, spec: LessonSpec, refusals: Refusals): void {
  const { least, most } = minutesSpan({
    ...zh.extent,
    cells: zh.cells.length,
    exercises: zh.solutions.length,
    checks: spec.checks.length,
    projects: spec.checks.filter(({ kind }) => kind === 'review').length,
  })
  if (spec.minutes < least || spec.minutes > most)
    refusals.add('minutes', zh.places['minutes'], { minutes: spec.minutes, least, most })
}

function compareChecks(zh: Draft, spec: LessonSpec, refusals: Refusals): void {
  for (const cell of zh.cells) {
    // Its code may come from no other text.
    if (cell.starter === undefined) {
      const known = zh.cells.filter((other) => other.starter !== undefined).map((other) => other.id)
      refusals.add('cell-unknown', cell.at, { id: cell.id, known: [...new Set(known)].join(' ') || '—' })
    }
  }
  const solved = new Set(zh.solutions.map((solution) => solution.for))
  for (const check of zh.checks) {
    const exists = zh.cells.some((cell) => cell.id === check.for)
    if (exists && !solved.has(check.for)) refusals.add('check-unsolved', check.at, { cell: check.for })
    // A public check and a verified one must not be taken for each other in the progress log.
    if (spec.checks.some((verified) => verified.id === check.id))
      refusals.add('id-twice', check.at, { id: check.id })
  }
  refuseTwice(
    spec.checks.map(({ id }, index) => ({ id, at: zh.places[`checks.${index}`] ?? { line: 1, column: 1 } })),
    refusals,
  )
  const code = [
    ...zh.cells.map((cell) => cell.starter ?? ''),
    ...zh.solutions.map((solution) => solution.source),
  ]
  for (const check of spec.checks) {
    const variable = readVariable(check)
    if (variable === undefined) continue
    const mentioned = code.some((source) => source.split(/[^\w$]+/).includes(variable))
    if (!mentioned) refusals.add('check-variable', placeOfCheck(zh, check.id), { id: check.id, variable })
  }
}

/** What a check looks for in the sandbox when all cells have run. */
function readVariable(check: CheckSpec): string | undefined {
  switch (check.kind) {
    case 'model':
      return check.variable
    case 'code':
      return check.function
    case 'quiz':
    case 'review':
      return undefined
    default:
      return check satisfies never
  }
}

function compareTranslation(zh: Draft, en: Draft, refusals: Refusals): void {
  const expected = [...new Set(zh.cells.map((cell) => cell.id))]
  const known = expected.join(' ') || '—'
  for (const { id, at } of en.cells)
    if (!expected.includes(id)) refusals.add('cell-unknown', at, { id, known })
  const found = en.cells.filter((cell) => expected.includes(cell.id))
  const missing = expected.filter((id) => !found.some((cell) => cell.id === id))
  for (const id of missing) refusals.add('cell-missing', undefined, { id })
  if (missing.length === 0 && found.length === expected.length) {
    const wrong = found.findIndex((cell, index) => cell.id !== expected[index])
    if (wrong >= 0) refusals.add('cell-order', found[wrong]?.at, { expected: expected[wrong] ?? '' })
  }
  for (const { id } of zh.diagrams)
    if (!en.diagrams.some((diagram) => diagram.id === id)) refusals.add('diagram-missing', undefined, { id })
  for (const { id, for: cell, at } of en.checks) {
    const original = zh.checks.find((check) => check.id === id)
    if (!original) refusals.add('check-unknown', at, { id })
    else if (original.for !== cell)
      refusals.add('check-target', at, { id, expected: original.for, found: cell })
  }
  for (const cell of expected) {
    const hints = (draft: Draft) => draft.hints.filter((hint) => hint.for === cell)
    // A missing hint belongs beside its cell.
    const at = hints(en)[0]?.at ?? en.cells.find(({ id }) => id === cell)?.at
    if (hints(zh).length !== hints(en).length) {
      refusals.add('hint-count', at, { cell, expected: hints(zh).length, found: hints(en).length })
    }
  }
  const objectives = [zh.head.spec.objectives.length, en.head.spec.objectives.length] as const
  if (objectives[0] !== objectives[1]) {
    refusals.add('objectives-count', en.places['objectives'], {
      expected: objectives[0],
      found: objectives[1],
    })
  }
}
