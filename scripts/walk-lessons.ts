/** Walks lessons one after another in one browser, each in a sandbox of its own, and says what went wrong at the end. */
import { readFolders } from '../lib/content/folders.server'
import { compiledLesson, solutionOf } from '../lib/content/source.server'
import type { Locale } from '../lib/curriculum/ids'
import type { Lesson } from '../lib/curriculum/lesson'
import { openWalker, type Walker } from './walk-browser'
import { walkLesson, type WalkOptions } from './walk'
import { type Figure, writeFigures } from './walk-figures'
import { closeScorer, judgeCheck } from './walk-score'
import { prepareDatasets } from './datasets'

/** Enough for every path of a training to be taken; far too few to learn. */
const QUICK_STEPS = 12

export type LessonsOptions = Pick<WalkOptions, 'locale' | 'pass' | 'until'> & {
  quick: boolean
  record: boolean
}

const print = (line: string) => console.log(line)

export async function walkLessons(lessons: Lesson[], options: LessonsOptions): Promise<number> {
  await prepareDatasets([...new Set(lessons.flatMap((lesson) => lesson.datasets))])
  const walker = await openWalker()
  const problems: string[] = []
  const figures: Figure[] = []
  try {
    for (const lesson of lessons) problems.push(...(await walkOne(walker, lesson, options, figures)))
  } finally {
    await walker.close()
    await closeScorer()
  }
  if (options.record) writeFigures(figures)
  for (const problem of problems) console.error(problem)
  print(`${lessons.length} walked, ${problems.length} problems`)
  return problems.length > 0 ? 1 : 0
}

async function walkOne(
  walker: Walker,
  lesson: Lesson,
  options: LessonsOptions,
  figures: Figure[],
): Promise<string[]> {
  const { locale, pass, until, quick } = options
  const compiled = await compiledLesson(lesson.id, locale)
  const fitSteps = quick ? QUICK_STEPS : undefined
  print(`\n${lesson.id} · ${locale}${fitSteps === undefined ? '' : ` · fit cut to ${fitSteps} steps`}`)
  const report = await walkLesson(
    walker,
    { compiled, texts: textsOf(lesson, locale), solutionOf: (cell) => solutionOf(lesson, cell, locale) },
    {
      locale,
      pass,
      ...(until !== undefined && { until }),
      ...(fitSteps !== undefined && { fitSteps }),
    },
    print,
  )
  const problems = [...report.problems]
  if (pass !== 'starter' && until === undefined && problems.length === 0) {
    for (const check of lesson.checks) {
      const judged = await judgeCheck(walker, lesson.id, check)
      if (!judged) continue
      const believed = !quick || check.kind !== 'model'
      print(
        `▪ ${check.id} (${check.kind}): ${judged.says}${believed ? '' : ' (not judged after a cut training)'}`,
      )
      const { id, kind } = check
      const { says } = judged
      figures.push({ lesson: lesson.id, check: id, kind, says, seconds: report.seconds, backend: 'wasm' })
      if (!judged.passed && believed) problems.push(`${lesson.id} ${check.id}: ${judged.says}`)
    }
  }
  print(`${lesson.id}: ${report.seconds.toFixed(0)} s, ${problems.length} problems`)
  return problems
}

/** The texts whose lines a problem may name: the translation's own fences first. */
function textsOf(lesson: Lesson, locale: Locale) {
  const folder = readFolders(process.cwd(), 'content/stages').folders.find(
    ({ place }) => place.id === lesson.id,
  )
  const order: Locale[] = locale === 'zh' ? ['zh'] : [locale, 'zh']
  return order.flatMap((each) => {
    const text = folder?.texts[each]
    return folder && text !== undefined ? [{ file: `${folder.path}/${each}.mdx`, text }] : []
  })
}
