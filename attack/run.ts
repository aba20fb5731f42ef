/**
 * `npm run attack`: attacks the site and says what held. It starts a site of its own, with the demonstration, on a free
 * port and in a folder that it removes afterwards. `-- --only B2,H3` makes some of the attacks; `-- --at https://host`
 * makes those that harm nobody against a site that runs, with the accounts of the demonstration or those of
 * `--accounts FILE`: `{ "trainee": { "email": …, "password": … }, "mentor": …, "hr": …, "admin": … }`.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { ROLES, type Role } from '../lib/auth/permissions'
import { DEMO_ACCOUNTS } from '../lib/demo/accounts'
import type { Attack, Outcome } from './attack'
import { ATTACKS } from './registry'
import { type Account, type OwnSite, startOwnSite, type Target, targetAt } from './target'

/** Seconds for an attack that does not say otherwise. */
const SECONDS = 30

const Accounts = z.partialRecord(z.enum(ROLES), z.strictObject({ email: z.string(), password: z.string() }))

async function main(): Promise<number> {
  const { values } = parseArgs({
    args: process.argv.slice(2).filter((word) => word !== '--'),
    options: { at: { type: 'string' }, accounts: { type: 'string' }, only: { type: 'string' } },
  })
  const accounts = readAccounts(values.accounts)
  const ids = values.only?.split(',')
  const wanted = ATTACKS.filter(({ id, on }) => (!ids || ids.includes(id)) && (!values.at || on === 'any'))
  if (wanted.length === 0) {
    console.error(
      `There is no such attack. There are: ${[...new Set(ATTACKS.map(({ id }) => id))].join(', ')}`,
    )
    return 2
  }
  if (values.at) return makeAll(wanted, { target: targetAt(new URL(values.at).origin, accounts) })
  const site = await startOwnSite(accounts, (line) => console.log(`# ${line}`))
  const stop = () => void site.stop().finally(() => process.exit(130))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  try {
    return await makeAll(wanted, { target: site, own: site })
  } finally {
    await site.stop()
  }
}

function readAccounts(file: string | undefined): Partial<Record<Role, Account>> {
  if (file !== undefined) return Accounts.parse(JSON.parse(readFileSync(file, 'utf8')))
  return Object.fromEntries(
    ROLES.map((role) => {
      const { email, password } = DEMO_ACCOUNTS.find((one) => one.as === role)!
      return [role, { email, password }]
    }),
  )
}

type Attacked = { target: Target; own?: OwnSite }

async function makeAll(attacks: readonly Attack[], attacked: Attacked): Promise<number> {
  const began = performance.now()
  let [held, broken] = [0, 0]
  for (const attack of attacks) {
    const started = performance.now()
    const outcome = await make(attack, attacked)
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    if (outcome === 'held') held++
    else broken++
    console.log(
      outcome === 'held'
        ? `held   ${attack.id} ${attack.name} (${seconds} s)`
        : `BROKEN ${attack.id} ${attack.name} (${seconds} s): ${outcome.broken.replaceAll(/\s+/g, ' ')}`,
    )
  }
  console.log(`# ${attacks.length} attacks in ${((performance.now() - began) / 1000).toFixed(0)} s`)
  console.log(`attack.held: ${held}`)
  console.log(`attack.broken: ${broken}`)
  return broken === 0 ? 0 : 1
}

/** One attack within its time. One that fails by itself has not held, and ends no other. */
async function make(attack: Attack, { target, own }: Attacked): Promise<Outcome> {
  const seconds = attack.seconds ?? SECONDS
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Outcome>((resolve) => {
    timer = setTimeout(resolve, seconds * 1000, { broken: `not over within ${seconds} s` })
  })
  try {
    const run = attack.on === 'any' ? attack.run(target) : attack.run(own!)
    run.catch(() => {})
    return await Promise.race([run, late])
  } catch (error) {
    return { broken: `the attack itself failed: ${error instanceof Error ? error.message : String(error)}` }
  } finally {
    clearTimeout(timer)
  }
}

// A connection that an attack gave up may still fail after it.
process.on('uncaughtException', (error: NodeJS.ErrnoException) => {
  if (error.code === 'ECONNRESET' || error.code === 'EPIPE') return
  console.error(error)
  process.exit(1)
})
main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  },
)
