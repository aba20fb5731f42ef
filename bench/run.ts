/** `npm run bench -- <name>`: measures, prints one figure a line, and fails when a bar is missed. */
import { createReport } from './report'
import type { Report } from './report'

type Bench = { run: (report: Report) => Promise<void> }

const benches = {
  training: () => import('./training'),
  page: () => import('./page'),
  insights: () => import('./insights'),
  import: () => import('./import'),
  forgery: () => import('./forgery'),
} satisfies Record<string, () => Promise<Bench>>

const names = Object.keys(benches).join(', ')
const [name = ''] = process.argv.slice(2).filter((argument) => argument !== '--')
if (!Object.hasOwn(benches, name)) {
  console.error(`${name === '' ? 'Name a bench' : `There is no bench "${name}"`}. The benches are: ${names}`)
  process.exit(2)
}

const report = createReport((line) => console.log(line))
const { run } = await benches[name as keyof typeof benches]()
await run(report)
for (const miss of report.misses) console.error(`✗ ${miss}`)
process.exit(report.misses.length === 0 ? 0 : 1)
