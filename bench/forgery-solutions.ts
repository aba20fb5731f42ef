/** The solutions of lessons, trained in the real sandbox as a walk does. */
import { join } from 'node:path'
import type { CompiledLesson } from '../lib/content/compiled'
import { contentStore } from '../lib/content/store.server'
import type { Lesson } from '../lib/curriculum/lesson'
import { ModelCheckSpec } from '../lib/curriculum/model-check'
import { judgeUpload } from '../lib/verify/judge-upload'
import type { Scorable } from '../lib/verify/scorer.server'
import { buildLessons, DRAFT } from '../scripts/build-lessons'
import { walkLesson } from '../scripts/walk'
import { openBrowser } from '../scripts/walk-browser'

const CELL_SECONDS = 3600
const COLLECT_SECONDS = 60

export type Solutions = {
  check(lesson: string): ModelCheckSpec
  /**
   * @param until the cell that ends the training
   * @param round another one begins with other weights
   */
  train(lesson: string, until: string, round: number): Promise<Scorable>
  close(): Promise<void>
}

/** The sandbox draws from a fixed seed; a few draws ahead everything after them is another. */
function drawnAnew(compiled: CompiledLesson, round: number): CompiledLesson {
  const [first, ...rest] = compiled.cells
  if (!first) throw new Error(`${compiled.lesson.id} has no cell`)
  const ahead = `for (let drawn = 0; drawn < ${round}; drawn++) Math.random()`
  return { ...compiled, cells: [{ ...first, starter: `${ahead}\n${first.starter}` }, ...rest] }
}

export async function openSolutions(): Promise<Solutions> {
  const { lessons } = await buildLessons({ into: DRAFT })
  const { compiledLesson, solutionOf } = contentStore(join(DRAFT, 'content'))
  const browser = await openBrowser()
  const walker = await browser.newWalker()
  const find = (id: string): Lesson => {
    const lesson = lessons.find((one) => one.id === id)
    if (!lesson) throw new Error(`There is no lesson ${id}`)
    return lesson
  }
  const check = (id: string) => ModelCheckSpec.parse(find(id).checks.find(({ kind }) => kind === 'model'))
  return {
    check,
    async train(id, until, round) {
      const lesson = find(id)
      const { problems } = await walkLesson(
        walker,
        {
          compiled: drawnAnew(await compiledLesson(id, 'zh'), round),
          texts: [],
          solutionOf: (cell) => solutionOf(lesson, cell, 'zh'),
        },
        { locale: 'zh', pass: 'solution', until, cellSeconds: CELL_SECONDS },
        () => {},
      )
      if (problems.length > 0) throw new Error(problems.join('\n'))
      const spec = check(id)
      const ended = await walker.run({ type: 'collect', variable: spec.variable }, COLLECT_SECONDS)
      if (!ended.weights) throw new Error(`${id}: no weights (${ended.error?.message ?? ended.how})`)
      const judged = judgeUpload(spec, ended.weights)
      if (judged.kind === 'malformed') throw new Error(`${id}: ${judged.reason.code}`)
      return judged
    },
    close: () => browser.close(),
  }
}
