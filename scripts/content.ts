/**
 * Checks the lessons: `npm run content -- --all`, or `npm run content -- mnist-mlp` for the refusals of one. What it
 * builds lies in `dist/draft`; only `--publish` shows it on a running site, when nothing of it was refused.
 * With `--run` the lesson's cells run in the real sandbox in Chromium on WASM: see `content/README.md`. Ends with 1 when
 * something was refused. `--report <file>` is for the tests: how many lessons were walked well.
 */
import { parseArgs } from 'node:util'
import { explain } from '../lib/content/refusals'
import { checkCatalog } from '../lib/curriculum/catalog.server'
import { buildLessons, DRAFT, PUBLISHED } from './build-lessons'

const USAGE = `npm run content -- --all | <lesson id> [--en] [--format] [--run [--cell <id>] [--starter | --solution] [--quick]]
npm run content -- --full [<lesson id>]
npm run content -- --publish`

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: {
      all: { type: 'boolean' },
      en: { type: 'boolean' },
      run: { type: 'boolean' },
      cell: { type: 'string' },
      starter: { type: 'boolean' },
      solution: { type: 'boolean' },
      quick: { type: 'boolean' },
      full: { type: 'boolean' },
      report: { type: 'string' },
      format: { type: 'boolean' },
      publish: { type: 'boolean' },
    },
    args: process.argv.slice(2).filter((word) => word !== '--'),
    allowPositionals: true,
  })
  const locale = values.en ? 'en' : 'zh'
  const [only, ...more] = positionals
  const every =
    values.all === true || ((values.full === true || values.publish === true) && only === undefined)
  if (every === (only !== undefined) || more.length > 0) {
    console.error(USAGE)
    return 2
  }
  // Only authors and tests need what follows a build: types, a linter, a browser.
  const { checkContentCode, formatContentCode, together } = await import('./content-code')
  if (values.format) for (const file of formatContentCode(only)) console.log(file)
  const started = performance.now()
  const { lessons, refusals, compiled } = await buildLessons({ into: DRAFT })
  const said = [...checkCatalog(), ...refusals].filter(
    ({ file }) => only === undefined || file.split('/').includes(only),
  )
  const ours = together(said, await checkContentCode(only))
  if (only !== undefined && ours.length === 0 && !lessons.some((lesson) => lesson.id === only)) {
    console.error(locale === 'zh' ? `没有 ${only} 这一课。` : `There is no lesson ${only}.`)
    return 2
  }
  for (const refusal of ours) console.error(explain(refusal, locale))
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  const counts = `${lessons.length} / ${compiled.length} / ${ours.length}`
  console.log(
    locale === 'zh'
      ? `课程 / 新编译 / 问题：${counts}，用时 ${seconds} 秒`
      : `Lessons / compiled now / refusals: ${counts}, ${seconds} s`,
  )
  if (ours.length > 0) {
    if (values.publish) console.error(locale === 'zh' ? '没有发布。' : 'Nothing was published.')
    return 1
  }
  if (values.publish) {
    await buildLessons({ into: PUBLISHED })
    console.log(locale === 'zh' ? '已发布。' : 'Published.')
  }
  if (!values.run && !values.full) return 0

  const { trains, walkLessons } = await import('./walk-lessons')
  const walked = lessons.filter((lesson) =>
    only === undefined ? !values.full || trains(lesson) : lesson.id === only,
  )
  return walkLessons(walked, {
    locale,
    pass: values.starter ? 'starter' : values.solution || values.full ? 'solution' : 'exercise',
    quick: values.quick === true,
    record: values.full === true,
    ...(values.report !== undefined && { report: values.report }),
    ...(values.cell !== undefined && { until: values.cell }),
  })
}

if (import.meta.url === new URL(`file://${process.argv[1] ?? ''}`).href) process.exitCode = await main()
