/** An owner for `embedded.test.ts` to kill: starts the cluster of the folder given, says its process id, and waits. */
import { startPostgres } from './embedded.server'

const [, , data = '', password = ''] = process.argv
const server = await startPostgres({ data, password })
console.log(server.pid)
setInterval(() => {}, 60_000)
