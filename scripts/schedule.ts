/** Runs gates on two cores: in their order, each as soon as what it comes after is done and the cores it wants are free. */

export type Task<Name extends string = string> = {
  name: Name
  /** How many of the machine's two cores it keeps busy; one that wants both runs alone. */
  cores: 1 | 2
  /** Names of tasks that must have ended, well or not. */
  after?: readonly Name[]
}

/** Which tasks to start now: the first ones in the list that may and fit. A task that wants both cores is not passed by later ones. */
export function startable<T extends Task>(waiting: readonly T[], running: readonly Task[]): T[] {
  const unfinished = new Set([...waiting, ...running].map((task) => task.name))
  let free = 2 - running.reduce((sum, task) => sum + task.cores, 0)
  const starting: T[] = []
  for (const task of waiting) {
    if (task.after?.some((name) => unfinished.has(name)) === true) continue
    if (task.cores > free) break
    starting.push(task)
    free -= task.cores
  }
  return starting
}

/** Runs all of them; `run` may fail by throwing, and the others still run. Results are in the order of the list. */
export async function runAll<T extends Task, R>(
  tasks: readonly T[],
  run: (task: T) => Promise<R>,
): Promise<PromiseSettledResult<R>[]> {
  const names = new Set(tasks.map((task) => task.name))
  for (const { name, after = [] } of tasks)
    for (const other of after)
      if (!names.has(other)) throw new Error(`${name} comes after ${other}, which is not there`)

  const waiting = [...tasks]
  const running = new Map<T, Promise<void>>()
  const results = new Map<T, PromiseSettledResult<R>>()
  const finish = async (task: T) => {
    const [result] = await Promise.allSettled([run(task)])
    results.set(task, result)
    running.delete(task)
  }
  while (waiting.length > 0 || running.size > 0) {
    for (const task of startable(waiting, [...running.keys()])) {
      waiting.splice(waiting.indexOf(task), 1)
      running.set(task, finish(task))
    }
    if (running.size === 0)
      throw new Error(`Nothing can start: ${waiting.map((task) => task.name).join(', ')}`)
    await Promise.race(running.values())
  }
  return tasks.map((task) => results.get(task)!)
}
