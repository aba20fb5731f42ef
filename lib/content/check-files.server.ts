/** The files beside a lesson that its checks are made of: one for each check, and none without a check. */
import 'server-only'
import type { Quiz } from '../checks/quiz'
import type { CheckKind, CheckSpec } from '../curriculum/checks'
import type { Rubric } from '../reviews/rubric'
import type { At } from './draft'
import { readQuiz } from './quiz.server'
import { type Refusal, Refusals } from './refusals'
import { readRubric } from './rubric.server'

/** What stands behind the check's id in the name of its file. A model check needs nothing but its frontmatter. */
const SUFFIXES = {
  quiz: '.quiz.yaml',
  code: '.challenge.ts',
  review: '.review.yaml',
  model: undefined,
} as const satisfies Record<CheckKind, string | undefined>

/** Whether a file of a lesson folder belongs to a check. */
export const isCheckFile = (name: string): boolean =>
  Object.values(SUFFIXES).some((suffix) => suffix !== undefined && name.endsWith(suffix))

export type CheckFiles = {
  /** By check id. */
  quizzes: Record<string, Quiz>
  rubrics: Record<string, Rubric>
}

/**
 * @param folder for refusals, from the root with slashes
 * @param files name → text of the files that `isCheckFile` knows
 * @param places of the head of `zh.mdx`, by path
 */
export function readCheckFiles(
  folder: string,
  checks: readonly CheckSpec[],
  files: Readonly<Record<string, string>>,
  places: Readonly<Record<string, At>> = {},
): { ok: true; files: CheckFiles } | { ok: false; refusals: Refusal[] } {
  const head = new Refusals(`${folder}/zh.mdx`)
  const refusals = head.list
  const quizzes: CheckFiles['quizzes'] = {}
  const rubrics: CheckFiles['rubrics'] = {}
  const used = new Set<string>()
  for (const [index, { id, kind }] of checks.entries()) {
    const suffix = SUFFIXES[kind]
    if (suffix === undefined) continue
    const name = `${id}${suffix}`
    used.add(name)
    const text = Object.hasOwn(files, name) ? files[name] : undefined
    if (text === undefined) {
      head.add('check-file-missing', places[`checks.${index}`], { id, name })
    } else if (kind === 'quiz') {
      const outcome = readQuiz(`${folder}/${name}`, text)
      if (outcome.ok) quizzes[id] = outcome.quiz
      else refusals.push(...outcome.refusals)
    } else if (kind === 'review') {
      const outcome = readRubric(`${folder}/${name}`, text)
      if (outcome.ok) rubrics[id] = outcome.rubric
      else refusals.push(...outcome.refusals)
    }
  }
  for (const name of Object.keys(files)) {
    if (used.has(name)) continue
    const here = new Refusals(`${folder}/${name}`)
    here.add('check-file-unused', undefined, { name, known: [...used].join(' ') || '—' })
    refusals.push(...here.list)
  }
  return refusals.length > 0 ? { ok: false, refusals } : { ok: true, files: { quizzes, rubrics } }
}
