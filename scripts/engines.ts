/**
 * `npm run test:engines`: the lesson in Firefox and WebKitGTK as in Chromium — it opens, a cell runs, an endless loop is
 * stopped while the page stays usable, and a trained model is verified.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Driver, until } from '../e2e/engines/driver'
import { openFirefox } from '../e2e/engines/firefox'
import { openWebKit } from '../e2e/engines/webkit'
import { startSite } from '../e2e/server'
import { PORTS } from '../e2e/sites'
import { accountOf } from '../e2e/sign-in'
import { SAVE_CELLS, solutionsOf, startersOf } from '../e2e/solutions'

const base = `http://127.0.0.1:${PORTS.journeys}`
const LESSON = 'mnist-mlp'

/** A button is not alive before the page is; one that cannot be pressed yet is waited for. */
const CLICK = `
  const found = document.querySelector(args[0])
  if (!found || found.disabled) return false
  found.click()
  return true`
const STANDING = `return document.querySelector('[data-cell-frame="' + args[0] + '"]')?.dataset.standing ?? ''`

const steps: { name: string; act: (driver: Driver) => Promise<void> }[] = [
  { name: 'signs in', act: signIn },
  { name: 'opens the lesson and runs a cell', act: runFirstCell },
  { name: 'stops an endless loop, and the page stays usable', act: stopEndlessLoop },
  { name: 'trains, submits and is verified', act: submit },
]

const press = (driver: Driver, selector: string) =>
  until(driver, `${selector} to press`, CLICK, { args: [selector] })

async function signIn(driver: Driver): Promise<void> {
  const { email, password } = accountOf('trainee')
  await driver.open(`${base}/sign-in`)
  const status = await driver.run<number>(
    `const answer = await fetch('/api/v1/session', { method: 'POST',
       headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email: args[0], password: args[1] }) })
     return answer.status`,
    email,
    password,
  )
  if (status !== 200) throw new Error(`Signing in answered ${status}`)
}

async function openLesson(driver: Driver): Promise<void> {
  await driver.open(`${base}/learn/${LESSON}`)
  await until(
    driver,
    'the lesson',
    `return document.querySelector('[data-cell-frame] [data-action="run"]') !== null`,
  )
}

async function runFirstCell(driver: Driver): Promise<void> {
  await driver.run(SAVE_CELLS, LESSON, JSON.stringify(solutionsOf(LESSON)))
  await openLesson(driver)
  await press(driver, '[data-cell-frame="load"] [data-action="run"]')
  await until(
    driver,
    'its result',
    `return document.querySelector('[data-cell-frame="load"]')?.dataset.standing === 'done'`,
    {
      seconds: 90,
    },
  )
  await until(
    driver,
    'its pictures and table',
    `return document.querySelectorAll('[data-cell-frame="load"] [data-output]').length >= 2`,
  )
}

async function stopEndlessLoop(driver: Driver): Promise<void> {
  await driver.run(SAVE_CELLS, LESSON, JSON.stringify({ load: 'for (;;) {}' }))
  await openLesson(driver)
  await driver.run(`window.ticks = 0; window.ticking = setInterval(() => { window.ticks += 1 }, 20)`)
  await press(driver, '[data-cell-frame="load"] [data-action="run"]')
  await until(
    driver,
    'the loop to run',
    `return document.querySelector('[data-cell-frame="load"]')?.dataset.standing === 'running'`,
  )
  const before = await driver.run<number>('return window.ticks')
  await until(driver, 'the page to tick on', 'return window.ticks > args[0] + 20', { args: [before] })
  const ms = await driver.run<number>(
    `const started = performance.now()
     document.querySelector('[data-cell-frame="load"] [data-action="stop"]').click()
     while (document.querySelector('[data-cell-frame="load"]').dataset.standing === 'running')
       await new Promise((again) => setTimeout(again, 20))
     return performance.now() - started`,
  )
  const standing = await driver.run<string>(STANDING, 'load')
  if (standing !== 'stopped') throw new Error(`After Stop the cell is ${standing}`)
  console.log(`    stopped after ${Math.round(ms)} ms`)
  await driver.run(SAVE_CELLS, LESSON, JSON.stringify({ load: startersOf(LESSON)['load'] }))
}

async function submit(driver: Driver): Promise<void> {
  await openLesson(driver)
  await press(driver, '[data-submit="accuracy"] [data-action="submit"]')
  const verdict = await until<string>(
    driver,
    'the verdict',
    `return document.querySelector('[data-submit="accuracy"]')?.dataset.verdict`,
    { seconds: 600 },
  )
  if (verdict !== 'verified') throw new Error(`The submission was ${verdict}`)
}

async function journey(open: () => Promise<Driver>): Promise<{ passed: number; failed: number }> {
  const count = { passed: 0, failed: 0 }
  const driver = await open()
  console.log(`\n${driver.name} ${driver.version}`)
  try {
    for (const step of steps) {
      const started = performance.now()
      try {
        await step.act(driver)
        count.passed += 1
        console.log(`  ✓ ${step.name} (${((performance.now() - started) / 1000).toFixed(1)} s)`)
      } catch (error) {
        count.failed += 1
        console.log(`  ✗ ${step.name}: ${error instanceof Error ? error.message : String(error)}`)
      }
    }
  } finally {
    await driver.close()
  }
  return count
}

const total = { passed: 0, failed: 0 }
for (const open of [openFirefox, openWebKit]) {
  // Each engine begins with a person who has not yet completed the lesson.
  const site = await startSite(PORTS.journeys)
  try {
    const count = await journey(open)
    total.passed += count.passed
    total.failed += count.failed
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    total.failed += 1
  } finally {
    await site.stop()
  }
}

const at = process.argv.indexOf('--report')
const file = process.argv[at + 1]
if (at > 0 && file !== undefined) {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, JSON.stringify(total))
}
console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exit(total.failed === 0 ? 0 : 1)
