/**
 * Bodies on their way. One that comes too slowly is given up, and whoever has too many under way loses the oldest: an
 * honest body is here within moments, so the oldest is the one that was never meant to arrive. Nobody else waits for
 * it, not even those behind the same address.
 */
import 'server-only'

/** Seconds that any body may take, and the bytes a second that buy a longer one more time. */
const GRACE = 10
const PACE = 16 * 1024
/** Bodies under way of one caller, and of all together. */
const MOST_OF_ONE = 64
const MOST_OF_ALL = 1_000

type Arrival = { who: string; giveUp: () => void }

/** In the order in which they began. */
const underWay = new Set<Arrival>()

const of = (who: string): Arrival[] => [...underWay].filter((arrival) => arrival.who === who)

/** Those with the most bodies under way give way first. */
function crowd(): Arrival[] {
  const byCaller = new Map<string, Arrival[]>()
  for (const arrival of underWay) byCaller.set(arrival.who, [...(byCaller.get(arrival.who) ?? []), arrival])
  return [...byCaller.values()].reduce((most, some) => (some.length > most.length ? some : most), [])
}

export type Pace = { seconds: number; bytesPerSecond: number }

/**
 * The parts of a body as they come, of this caller. Ends with `late` when it is given up.
 *
 * @param take is called for every part; returning false ends it
 */
export async function receive(
  body: AsyncIterable<Uint8Array>,
  who: string,
  take: (part: Uint8Array) => boolean,
  pace: Pace = { seconds: GRACE, bytesPerSecond: PACE },
): Promise<'whole' | 'refused' | 'late'> {
  let giveUp = () => {}
  const late = new Promise<'late'>((resolve) => (giveUp = () => resolve('late')))
  const arrival: Arrival = { who, giveUp }
  const mine = of(who)
  if (mine.length >= MOST_OF_ONE) mine[0]!.giveUp()
  else if (underWay.size >= MOST_OF_ALL) crowd()[0]?.giveUp()
  underWay.add(arrival)

  const begun = performance.now()
  let bytes = 0
  let timer: NodeJS.Timeout | undefined
  const parts = body[Symbol.asyncIterator]()
  // Not waited for: a part that never comes would keep it waiting, too.
  const leave = () => void Promise.resolve(parts.return?.()).catch(() => {})
  try {
    for (;;) {
      clearTimeout(timer)
      const granted = (pace.seconds + bytes / pace.bytesPerSecond) * 1000
      timer = setTimeout(giveUp, Math.max(0, granted - (performance.now() - begun)))
      const next = parts.next()
      // oxlint-disable-next-line no-await-in-loop
      const part = await Promise.race([next, late])
      if (part === 'late') {
        next.catch(() => {})
        leave()
        return 'late'
      }
      if (part.done) return 'whole'
      bytes += part.value.byteLength
      if (!take(part.value)) {
        leave()
        return 'refused'
      }
    }
  } finally {
    clearTimeout(timer)
    underWay.delete(arrival)
  }
}
