import fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readSecrets } from './secrets.server'

const data = fs.mkdtempSync(path.join(tmpdir(), 'secrets-'))
const file = path.join(data, 'secrets.json')
afterAll(() => fs.rmSync(data, { recursive: true, force: true }))

test('secrets are made once, for their owner alone', () => {
  const made = readSecrets(data)
  expect(made.areNew).toBe(true)
  expect(fs.statSync(file).mode & 0o777).toBe(0o600)
  expect(readSecrets(data)).toEqual({ ...made, areNew: false })
})

test('a damaged file is told with what it costs, and following the advice helps', () => {
  const before = readSecrets(data)
  fs.writeFileSync(file, '{"databasePassword":"x"')
  expect(() => readSecrets(data)).toThrow(/Delete it and start again: .*signs in anew.*lies in the database/)
  fs.rmSync(file)
  const after = readSecrets(data)
  // The database is told its new password then (embedded.test.ts).
  expect(after.areNew).toBe(true)
  expect(after.databasePassword).not.toBe(before.databasePassword)
})
