/**
 * The only way out of the kernel. Text of one stream is joined and sent at most ten times a second; outputs keep the
 * order in which the cell made them even if one must wait for the GPU; a cell that prints without end is cut here
 * first, before the relay's budget is touched.
 */
import type { Output } from '../lib/runtime/outputs'
import type { KernelEvent, KernelEventOf } from '../lib/runtime/protocol'
import { append, natives } from './natives'

export type Post = (event: KernelEvent, transfer?: Transferable[]) => void
type Stream = 'log' | 'info' | 'warn' | 'error'
type Point = KernelEventOf<'points'>['points'][number]

const TEXT_EVERY = 100
const POINTS_EVERY = 250
/** Characters of one text output; of the first text of one run; and of its last, kept until the end. */
const TEXT_SIZE = 20_000
const TEXT_OF_RUN = 70_000
const LAST_TEXT = 18_000
const OUTPUTS_OF_RUN = 500

export type Reporter = ReturnType<typeof createReporter>

/** Speaks for whichever run acts when something is said. */
export function createFollowing(of: () => Reporter | undefined): Reporter {
  return {
    begin: (id) => of()?.begin(id),
    text: (to, line) => of()?.text(to, line),
    output: (output) => of()?.output(output),
    later: (output, failed) => of()?.later(output, failed),
    point: (series, x, y) => of()?.point(series, x, y),
    progress: (event) => of()?.progress(event),
    tick: () => of()?.tick(),
    flushPoints: () => of()?.flushPoints(),
    end: async () => of()?.end(),
  }
}

export function createReporter(
  post: Post,
  now: () => number,
  leftOut: (lines: number) => string = (lines) => `… ${lines} …`,
) {
  let run = ''
  let stream: Stream = 'log'
  let text = ''
  let textAt = 0
  let textSent = 0
  let outputs = 0
  let dropped = 0
  let points: Point[] = []
  let pointsAt = 0
  let waiting = 0
  let order: Promise<void> = Promise.resolve()
  /** The last lines beyond the room, oldest at `oldest`, and how many were said in all. */
  let tail: [stream: Stream, line: string][] = []
  let oldest = 0
  let tailSize = 0
  let tailLines = 0

  const keepLast = (to: Stream, line: string) => {
    append(tail, [to, line])
    tailSize += line.length + 1
    tailLines++
    while (tailSize > LAST_TEXT && oldest < tail.length - 1) tailSize -= tail[oldest++]![1].length + 1
    if (oldest > 1000) {
      const kept: typeof tail = []
      for (let index = oldest; index < tail.length; index++) append(kept, tail[index]!)
      tail = kept
      oldest = 0
    }
  }
  const sayLast = () => {
    const lost = tailLines - (tail.length - oldest)
    let block = lost > 0 ? leftOut(lost) : ''
    let to: Stream = tail[oldest]?.[0] ?? 'log'
    for (let index = oldest; index < tail.length; index++) {
      const [each, line] = tail[index]!
      if (each !== to && block !== '') {
        send({ kind: 'text', stream: to, text: block })
        block = ''
      }
      to = each
      block += block === '' ? line : `\n${line}`
    }
    if (block !== '') send({ kind: 'text', stream: to, text: natives.slice(block, 0, TEXT_SIZE) })
    tail = []
    oldest = tailSize = tailLines = 0
  }

  const send = (output: Output) => {
    if (outputs++ >= OUTPUTS_OF_RUN) return void dropped++
    post({ type: 'output', run, output })
  }
  const enqueue = (output: Promise<Output | undefined>, failed: (error: unknown) => void) => {
    waiting++
    order = (async (before) => {
      await before
      try {
        const made = await output
        if (made) send(made)
      } catch (error) {
        failed(error)
      } finally {
        waiting--
      }
    })(order)
  }
  const flushText = () => {
    if (text === '') return
    const output: Output = { kind: 'text', stream, text }
    text = ''
    textAt = now()
    if (waiting > 0) enqueue(Promise.resolve(output), () => {})
    else send(output)
  }
  const flushPoints = () => {
    if (points.length === 0) return
    pointsAt = now()
    const some = points
    points = []
    post({ type: 'points', run, points: some })
  }

  return {
    begin(id: string) {
      run = id
      text = ''
      textAt = textSent = outputs = dropped = 0
      points = []
      pointsAt = 0
      order = Promise.resolve()
      waiting = 0
      tail = []
      oldest = tailSize = tailLines = 0
    },
    text(to: Stream, line: string) {
      if (run === '') return
      const room = TEXT_OF_RUN - textSent
      const cut = line.length > TEXT_SIZE - 2 ? `${natives.slice(line, 0, TEXT_SIZE - 2)}…` : line
      if (room <= 0) return keepLast(to, cut.length > 1000 ? `${natives.slice(cut, 0, 1000)}…` : cut)
      textSent += cut.length + 1
      if (to !== stream || text.length + cut.length >= TEXT_SIZE) flushText()
      stream = to
      text += text === '' ? cut : `\n${cut}`
      if (now() - textAt >= TEXT_EVERY) flushText()
    },
    output(output: Output) {
      if (run === '') return
      flushText()
      if (waiting > 0) enqueue(Promise.resolve(output), () => {})
      else send(output)
    },
    /** An output that needs time; what comes after it waits. */
    later(output: Promise<Output | undefined>, failed: (error: unknown) => void) {
      if (run === '') return
      flushText()
      enqueue(output, failed)
    },
    point(series: string, x: number, y: number) {
      if (run === '') return
      append(points, { series, x, y })
      if (points.length >= 400 || now() - pointsAt >= POINTS_EVERY) flushPoints()
    },
    progress(event: Omit<KernelEventOf<'progress'>, 'type' | 'run'>) {
      if (run !== '') post({ type: 'progress', run, ...event })
    },
    /** To be called every 100 ms: nothing waits long for the next line. */
    tick() {
      if (text !== '' && now() - textAt >= TEXT_EVERY) flushText()
      if (points.length > 0 && now() - pointsAt >= POINTS_EVERY) flushPoints()
    },
    flushPoints,
    /** Everything said so far is sent before the run's last event. */
    async end() {
      flushText()
      flushPoints()
      // oxlint-disable-next-line no-unmodified-loop-condition -- each awaited output lowers it
      while (waiting > 0) await order
      if (tailLines > 0) sayLast()
      if (dropped > 0) post({ type: 'truncated', run, dropped })
    },
  }
}
