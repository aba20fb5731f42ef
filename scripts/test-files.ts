/** Which test files need a process of their own, found by what they say, so that nobody has to keep a list. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const FOLDERS = ['app', 'attack', 'bench', 'components', 'content', 'lib', 'sandbox', 'scripts']

/** A database, another process, the environment or the clock of this one, an engine that is changed for good: what a file must not leave to the next. */
const OWN_PROCESS =
  /testing\.server'|embedded\.server'|processes\.server'|node:child_process|process\.env\[|process\.chdir|vi\.(mock|stub|useFake)|reclaimTensors\(|openWasm/

export const needsProcess = (text: string): boolean => OWN_PROCESS.test(text)

/** Test files below `root`: `pure` ones share threads and modules, `process` ones share nothing. */
export function testFiles(root: string): { pure: string[]; process: string[] } {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.test\.tsx?$/.test(file))
      .map((file) => `${folder}/${file}`),
  )
  const sorted: { pure: string[]; process: string[] } = { pure: [], process: [] }
  for (const file of files)
    sorted[needsProcess(readFileSync(join(root, file), 'utf8')) ? 'process' : 'pure'].push(file)
  return sorted
}
