import { nextFrame } from '../frames'
import type { Reporter } from '../report'
import { beginWork, type Run, Stopped } from '../run'
import type { Words } from '../words/words'
import type { Live } from './api'

export function createLive(reporter: Reporter, words: Words, current: () => Run | undefined): Live {
  return {
    point(series, x, y) {
      if (typeof x !== 'number' || typeof y !== 'number') {
        throw new TypeError(words.wrongArgument('live.point(series, x, y)', " 'loss', 1, 0.5"))
      }
      const { slice } = String.prototype
      reporter.point(slice.call(String(series), 0, 60), Number.isFinite(x) ? x : 0, y)
    },
    async frame() {
      const run = current()
      const end = beginWork(run, { kind: 'frame' })
      try {
        if (!run?.interrupted) await nextFrame()
      } finally {
        end()
      }
      if (run?.interrupted) throw new Stopped(words.stopped)
    },
  }
}
