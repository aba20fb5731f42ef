/** CPU time of a browser's whole process tree, read from /proc: says when a hostile cell is really quiet. */
import { readdirSync, readFileSync } from 'node:fs'

function readStat(pid: string): { parent: number; ticks: number } | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) }
  } catch {
    // The process ended between listing and reading.
    return undefined
  }
}

/** Ticks by process id, of `root` and all its descendants. */
export function treeTicks(root: number): Map<number, number> {
  const all = new Map<number, { parent: number; ticks: number }>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = readStat(name)
    if (stat) all.set(Number(name), stat)
  }
  const inTree = (pid: number): boolean => {
    for (let at = pid; at > 1; at = all.get(at)?.parent ?? 0) if (at === root) return true
    return false
  }
  return new Map([...all].filter(([pid]) => inTree(pid)).map(([pid, { ticks }]) => [pid, ticks]))
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * The process that has worked hardest since `before`, once it has worked for `ms` of processor time: however busy the
 * machine is, a cell has then raged that long.
 * @throws Error when none did within half a minute
 */
export async function untilRaging(root: number, before: Map<number, number>, ms: number): Promise<number> {
  const started = performance.now()
  while (performance.now() - started < 30_000) {
    const work = [...treeTicks(root)].map(([pid, ticks]) => ({ pid, done: ticks - (before.get(pid) ?? 0) }))
    const most = work.reduce((found, each) => (each.done > found.done ? each : found))
    // Linux counts in hundredths of a second.
    if (most.done * 10 >= ms) return most.pid
    await pause(25)
  }
  throw new Error(`No process of the browser worked for ${ms} ms.`)
}

/** Milliseconds until the process is gone, or has used next to nothing for 200 ms; Infinity after `limit`. */
export async function untilQuiet(pid: number, limit: number): Promise<number> {
  const started = performance.now()
  while (performance.now() - started < limit) {
    const before = readStat(String(pid))
    for (let part = 0; part < 4; part++) {
      if (!readStat(String(pid))) return performance.now() - started
      await pause(50)
    }
    const after = readStat(String(pid))
    if (!before || !after || after.ticks - before.ticks <= 1) return performance.now() - started
  }
  return Infinity
}
