/**
 * Checks and builds the lessons: `npm run content -- --all`, or `npm run content -- mnist-mlp` for the refusals of one.
 * `--en` says them in English. Ends with 1 when something was refused.
 */
import { parseArgs } from 'node:util'
import { buildContent } from '../lib/content/build.server'
import { explain } from '../lib/content/refusals'

export { buildContent } from '../lib/content/build.server'

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { all: { type: 'boolean' }, en: { type: 'boolean' } },
    allowPositionals: true,
  })
  const locale = values.en ? 'en' : 'zh'
  const [only, ...more] = positionals
  if (values.all ? only !== undefined : only === undefined || more.length > 0) {
    console.error('npm run content -- --all | <lesson id> [--en]')
    return 2
  }
  const started = performance.now()
  const { lessons, refusals, compiled } = await buildContent()
  const ours = refusals.filter(({ file }) => only === undefined || file.split('/').includes(only))
  if (only !== undefined && ours.length === 0 && !lessons.some((lesson) => lesson.id === only)) {
    console.error(locale === 'zh' ? `没有 ${only} 这一课。` : `There is no lesson ${only}.`)
    return 2
  }
  for (const refusal of ours) console.error(explain(refusal, locale))
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  const all = `${lessons.length} / ${compiled.length} / ${ours.length}`
  console.log(
    locale === 'zh'
      ? `课程 / 新编译 / 问题：${all}，用时 ${seconds} 秒`
      : `Lessons / compiled now / refusals: ${all}, ${seconds} s`,
  )
  return ours.length > 0 ? 1 : 0
}

if (import.meta.url === new URL(`file://${process.argv[1] ?? ''}`).href) process.exitCode = await main()
