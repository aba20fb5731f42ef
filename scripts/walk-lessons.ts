/** Walks lessons in one browser, each in a sandbox of its own, and says what went wrong at the end. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readFolders } from '../lib/content/folders.server'
import { contentStore } from '../lib/content/store.server'
import type { Locale } from '../lib/curriculum/ids'
import type { Lesson } from '../lib/curriculum/lesson'
import { openBrowser, type WalkBrowser, type Walker } from './walk-browser'
import { walkLesson, type WalkOptions } from './walk'
import { writeFigure } from './walk-figures'
import { closeScorer, judgeCheck } from './walk-score'
import { DRAFT } from './build-lessons'
import { prepareDatasets } from './datasets'

/** What was checked is what is walked, published or not. */
const { compiledLesson, solutionOf } = contentStore(join(DRAFT, 'content'))

/** Enough for every path of a training to be taken; far too few to learn. */
const QUICK_STEPS = 12
/** A quick walk waits for no training, so two lessons may share the machine; a long one keeps its own time. */
const QUICK_LANES = 2
/** Longer than any cell may train, and than any cell without training takes on a busy machine. */
const [CELL_SECONDS, QUICK_CELL_SECONDS] = [3600, 300]

export type LessonsOptions = Pick<WalkOptions, 'locale' | 'pass' | 'until'> & {
  quick: boolean
  /** Keeps what models reach in the table of figures. */
  record: boolean
  /** A JSON file for the counts of lessons. */
  report?: string
}

type Print = (line: string) => void

const sentence = (error: unknown) => (error instanceof Error ? error.message : String(error))

export const trains = ({ checks }: Lesson) => checks.some(({ kind }) => kind === 'model')

/** @returns the exit code */
export async function walkLessons(lessons: Lesson[], options: LessonsOptions): Promise<number> {
  try {
    await prepareDatasets([...new Set(lessons.flatMap((lesson) => lesson.datasets))])
  } catch (error) {
    console.error(`Without its data no lesson can be walked. ${sentence(error)}`)
    return 1
  }
  const browser = await openBrowser()
  const started = performance.now()
  // Those that train first, or one lane would wait long for the other at the end.
  const waiting = options.quick ? lessons.toSorted((a, b) => +trains(b) - +trains(a)) : [...lessons]
  const problems = new Map<string, string[]>()
  try {
    const lanes = options.quick ? Math.min(QUICK_LANES, lessons.length) : 1
    await Promise.all(Array.from({ length: lanes }, () => walkLane(browser, waiting, options, problems)))
  } finally {
    await browser.close()
    await closeScorer()
  }
  const found = lessons.flatMap(({ id }) => problems.get(id) ?? [])
  const failed = lessons.filter(({ id }) => problems.get(id)?.length !== 0).length
  for (const problem of found) console.error(problem)
  const seconds = ((performance.now() - started) / 1000).toFixed(0)
  console.log(`${lessons.length} walked, ${failed} with problems, ${seconds} s`)
  if (options.report !== undefined) {
    mkdirSync(dirname(options.report), { recursive: true })
    writeFileSync(options.report, JSON.stringify({ passed: lessons.length - failed, failed }))
  }
  return failed > 0 ? 1 : 0
}

/** One lesson after another on a page; lanes beside it take from the same lessons. */
async function walkLane(
  browser: WalkBrowser,
  waiting: Lesson[],
  options: LessonsOptions,
  problems: Map<string, string[]>,
): Promise<void> {
  let walker = await browser.newWalker()
  for (let lesson = waiting.shift(); lesson; lesson = waiting.shift()) {
    // Lines of two lessons would be read mixed.
    const kept: string[] = []
    const print: Print = options.quick ? (line) => kept.push(line) : (line) => console.log(line)
    try {
      problems.set(lesson.id, await walkOne(walker, lesson, options, print))
    } catch (error) {
      // The page is gone, or has no answer: the next lesson gets another.
      problems.set(lesson.id, [`${lesson.id}: ${sentence(error)}`])
      await walker.close()
      walker = await browser.newWalker()
    }
    for (const line of kept) console.log(line)
  }
}

async function walkOne(
  walker: Walker,
  lesson: Lesson,
  { locale, pass, until, quick, record }: LessonsOptions,
  print: Print,
): Promise<string[]> {
  const compiled = await compiledLesson(lesson.id, locale)
  print(`\n${lesson.id} · ${locale}${quick ? ` · fit cut to ${QUICK_STEPS} steps` : ''}`)
  const { problems, seconds } = await walkLesson(
    walker,
    { compiled, texts: textsOf(lesson, locale), solutionOf: (cell) => solutionOf(lesson, cell, locale) },
    {
      locale,
      pass,
      cellSeconds: quick ? QUICK_CELL_SECONDS : CELL_SECONDS,
      ...(until !== undefined && { until }),
      ...(quick && { fitSteps: QUICK_STEPS }),
    },
    print,
  )
  if (pass !== 'starter' && until === undefined && problems.length === 0) {
    for (const check of lesson.checks) {
      const judged = await judgeCheck(walker, lesson.id, check)
      if (!judged) continue
      const { passed, says, score } = judged
      const untrained = quick && check.kind === 'model' && score !== undefined
      print(`▪ ${check.id} (${check.kind}): ${says}${untrained ? ' (not judged after a cut training)' : ''}`)
      if (!passed && !untrained) problems.push(`${lesson.id} ${check.id}: ${says}`)
      else if (record && check.kind === 'model')
        writeFigure({ lesson: lesson.id, check: check.id, says, seconds, backend: 'wasm' })
    }
  }
  print(`${lesson.id}: ${seconds.toFixed(0)} s, ${problems.length} problems`)
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
