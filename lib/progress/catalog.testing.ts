/** A small course for tests of the recorder and the verifier. */
import type { CheckSpec } from '../curriculum/checks'
import type { Lesson } from '../curriculum/lesson'
import type { Catalog } from './catalog.server'

export const lessonOf = (id: string, checks: CheckSpec[], version = 1): Lesson => ({
  id,
  stage: 'foundations',
  module: 'tests',
  order: 1,
  version,
  minutes: 20,
  skills: {},
  requires: [],
  datasets: [],
  checks,
  formerly: [],
  text: {
    zh: { title: '测试', summary: '测试', objectives: ['测试'] },
    en: { title: 'Test', summary: 'Test', objectives: ['Test'] },
  },
})

/** Knows the given lessons; each has the cells `data` and `train` and the public check `sane`. */
export const catalogOf =
  (...lessons: Lesson[]): Catalog =>
  async (id) => {
    const lesson = lessons.find((one) => one.id === id || one.formerly.includes(id))
    return lesson && { lesson, cells: new Set(['data', 'train']), publicChecks: new Set(['sane']) }
  }
