/** Turns at something that only so many can have at once: one after the other by who asks, however much each asks for. */
export type Turns = {
  /** Resolves to the way of giving the turn back; undefined when this caller has too many waiting. */
  take(who: string, more?: { canWait?: boolean }): Promise<(() => void) | undefined>
}

type Waiting = { canWait: boolean; begin: () => void }

/**
 * @param all turns at once, of all together
 * @param each turns at once, of one caller
 * @param most of one caller that may wait
 */
export function fairTurns({ all, each, most }: { all: number; each: number; most: number }): Turns {
  /** Callers in the order in which they come next. */
  const queues = new Map<string, Waiting[]>()
  const taken = new Map<string, number>()
  let count = 0

  const next = () => {
    while (count < all) {
      const ready = [...queues].find(([who]) => (taken.get(who) ?? 0) < each)
      if (!ready) return
      const [who, queue] = ready
      // What somebody looks at goes before what their browser fetches in advance.
      const urgent = queue.findIndex(({ canWait }) => !canWait)
      const [first] = queue.splice(Math.max(0, urgent), 1)
      queues.delete(who)
      if (queue.length > 0) queues.set(who, queue)
      count++
      taken.set(who, (taken.get(who) ?? 0) + 1)
      first!.begin()
    }
  }

  const giveBack = (who: string) => {
    count--
    const left = taken.get(who)! - 1
    if (left > 0) taken.set(who, left)
    else taken.delete(who)
    next()
  }

  return {
    take: (who, { canWait = false } = {}) =>
      new Promise((resolve) => {
        const queue = queues.get(who) ?? []
        if (queue.length >= most) return resolve(undefined)
        let isOver = false
        const release = () => {
          if (isOver) return
          isOver = true
          giveBack(who)
        }
        queue.push({ canWait, begin: () => resolve(release) })
        queues.set(who, queue)
        next()
      }),
  }
}
