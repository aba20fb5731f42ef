import { readdirSync, readFileSync } from 'node:fs'

/** Children of a process, with their command lines. */
export function childrenOf(parent: number): { pid: number; command: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
        const above = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
        if (above !== parent) return []
        return [{ pid: Number(name), command: readFileSync(`/proc/${name}/cmdline`, 'utf8') }]
      } catch {
        return [] // It ended while we looked.
      }
    })
}
