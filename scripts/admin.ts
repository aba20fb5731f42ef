/**
 * `npm run admin -- invite <e-mail> [name]`: makes that person an administrator, new or known, and prints a link with
 * which they set a password. For whoever runs the machine, also while nobody can sign in any more.
 */
import { audit } from '../lib/api/audit.server'
import { makeAdministrator } from '../lib/auth/first-administrator.server'
import { issueRecovery, RECOVERY_HOURS, recoveryLink } from '../lib/auth/recovery.server'
import { Email, Name } from '../lib/people/shapes'
import { addressOf, perform, Problem, withDatabase } from './installation'

const USAGE = 'npm run admin -- invite <e-mail> [name]'

await perform(async () => {
  const [command, address, ...words] = process.argv.slice(2)
  if (command !== 'invite' || address === undefined) throw new Problem(`Say what to do: ${USAGE}`)
  const email = Email.safeParse(address)
  if (!email.success) throw new Problem(`${address} is not an e-mail address. ${USAGE}`)
  const name = Name.safeParse(words.length > 0 ? words.join(' ') : email.data.split('@')[0])
  if (!name.success) throw new Problem(`A name has 1 to 60 visible signs. ${USAGE}`)
  await withDatabase(async (database, settings) => {
    const { token, isNew } = await database.transaction(async (tx) => {
      const made = await makeAdministrator(tx, {
        email: email.data,
        ...(words.length > 0 ? { name: name.data } : {}),
      })
      await audit(tx, null, 'administrator.made', `user ${made.id}`, { by: 'command', isNew: made.isNew })
      const { token } = await issueRecovery(tx, made.id, 'given')
      return { token, isNew: made.isNew }
    })
    console.log(
      `${email.data} ${isNew ? 'has a new account' : 'was known here, has been signed out everywhere,'} and is an` +
        ` administrator. This link sets the password, once, within ${RECOVERY_HOURS.given} hours:\n\n` +
        `  ${recoveryLink(token, addressOf(settings))}\n`,
    )
  })
})
