/** A rival for `lock.test.ts`: for each folder named on its input it tries once, says how it went, and holds on. */
import { createInterface } from 'node:readline'
import { acquireLock } from './lock.server'

console.log('here')
for await (const folder of createInterface({ input: process.stdin }))
  console.log(acquireLock(folder, null).outcome)
