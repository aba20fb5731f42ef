/**
 * `npm run demo -- show` says what leaving the demonstration would remove and keep, `npm run demo -- remove` does it.
 * For whoever runs the machine, with the site running or not.
 */
import { issueSetup, SETUP_HOURS } from '../lib/auth/first-administrator.server'
import { leaveDemo, type Leaving, planLeaving } from '../lib/demo/leave.server'
import { addressOf, perform, Problem, withDatabase } from './installation'

const USAGE = 'npm run demo -- show, or npm run demo -- remove'

await perform(async () => {
  const [command] = process.argv.slice(2)
  if (command !== 'show' && command !== 'remove') throw new Problem(`Say what to do: ${USAGE}`)
  await withDatabase(async (database, settings) => {
    const plan = await planLeaving(null, database)
    if (!plan) throw new Problem('This installation is not a demonstration; there is nothing to remove.')
    tell(plan)
    if (command === 'show') return
    await leaveDemo(null, database)
    console.log('\nThe demonstration has been removed.')
    const setup = await issueSetup(database)
    if (setup)
      console.log(
        `Nobody can administer the installation now. Within ${SETUP_HOURS} hours this link makes its first administrator:\n\n` +
          `  ${addressOf(settings)}${setup}\n`,
      )
  })
})

function tell({ invented, real, departments, cohorts, assignments, withoutMentor }: Leaving): void {
  const names = (kept: { zh: string; en: string }[]) =>
    kept.length === 0 ? 'none kept' : `kept: ${kept.map(({ zh }) => zh).join('、')}`
  console.log(`Goes: ${invented} invented people with everything recorded about them`)
  console.log(`Stays: ${real.length} real accounts with everything recorded about them`)
  for (const { name, email, isTakenOver } of real)
    console.log(
      `  ${name} <${email}>${isTakenOver ? ' (was a demonstration account; its invented record stays too)' : ''}`,
    )
  console.log(`Departments: ${departments.gone} go, ${names(departments.kept)}`)
  console.log(`Cohorts: ${cohorts.gone} go, ${names(cohorts.kept)}`)
  console.log(`Assignments that stay: ${assignments}`)
  if (withoutMentor > 0) console.log(`Real people who need another mentor: ${withoutMentor}`)
}
