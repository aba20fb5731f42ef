/**
 * Whose turn it is. A cell goes on later at an `await`, in a callback of a promise, a timer or a frame; each of these
 * remembers the run that began it and makes it the acting one again, so that output, curves and errors find their cell.
 * `transpile` leads every `await` of a cell through `leave` and `back`, which is also where a stop is heard.
 */
import { onNextFrame } from './frames'
import { natives } from './natives'
import { beginWork, type Run, Stopped } from './run'
import * as tf from './tf'

/** An `await` that never leaves the microtasks would keep the stop outside. */
const YIELD_EVERY = 40
/** What waits politely for a batch to end has this long. */
const PATIENCE = 250

type Left = { run: Run | undefined; failed: boolean; stopped: boolean; value: unknown }
export type Caller = { cell: string; line: number; column: number; name: string }

/** What a transpiled cell calls. */
export type Passage = {
  leave(value: unknown, line: number, column: number, name: string): Promise<Left>
  back(left: Left): unknown
  each(items: unknown, line: number, column: number, name: string): AsyncIterable<Left>
  float(value: unknown, line: number, column: number, name: string): unknown
  named<F>(of: F, name: string): F
}

type Action = (...given: unknown[]) => unknown
type On = {
  /** The run in progress, when nobody else is known to act. */
  current(): Run | undefined
  stopped: string
  failed(error: unknown, run: Run | undefined): void
  /** The line of the cell that calls now. */
  line(): number | undefined
}

export function createTurns(on: On) {
  const { NativePromise, resolve, react, now } = natives
  let acting: Run | undefined
  let yielded = now()
  /** The cells that waited for what failed: the engine's own stack ends at our promise. */
  const callers = new WeakMap<object, Caller[]>()

  const active = () => acting ?? on.current()
  const bind = <F>(run: Run | undefined, action: F): F =>
    run === undefined || typeof action !== 'function'
      ? action
      : (function bound(this: unknown, ...given: unknown[]) {
          acting = run
          return (action as unknown as Action).apply(this, given)
        } as F)
  /** For callbacks whose caller would not tell anybody of an error. */
  const guarded = (run: Run | undefined, action: () => unknown) => {
    acting = run
    try {
      action()
    } catch (error) {
      on.failed(error, run)
    }
  }
  const left = (run: Run | undefined, value: unknown, failed = false, stopped = false): Left =>
    ({ __proto__: null, run, failed, stopped, value }) as unknown as Left

  const passage = (cell: string): Passage => {
    const leave: Passage['leave'] = (value, line, column, name) => {
      const run = active()
      return new NativePromise<Left>((settled) => {
        const end = (how: Left) => {
          run?.waits.delete(stop)
          settled(how)
        }
        const stop = () => end(left(run, undefined, false, true))
        run?.waits.add(stop)
        const turn = (how: Left) => {
          if (now() - yielded < YIELD_EVERY) return end(how)
          const turned = beginWork(run, { kind: 'frame' })
          onNextFrame(() => {
            yielded = now()
            turned()
            end(how)
          })
        }
        react(
          resolve(value),
          (got) => turn(left(run, got)),
          (error: unknown) => {
            if (typeof error === 'object' && error !== null) {
              const known = callers.get(error) ?? []
              if (known.length < 20) callers.set(error, [...known, { cell, line, column, name }])
            }
            turn(left(run, error, true))
          },
        )
      })
    }
    const back: Passage['back'] = ({ run, value, failed, stopped }) => {
      acting = run
      // What a training that was stopped has to tell is kept; the next `await` ends the cell.
      if (stopped || (run?.interrupted && !(value instanceof tf.History))) throw new Stopped(on.stopped)
      if (failed) throw value
      return value
    }
    return {
      leave,
      back,
      each(items, line, column, name) {
        const source = items as AsyncIterable<unknown> & Iterable<unknown>
        const iterator = source[Symbol.asyncIterator]?.() ?? source[Symbol.iterator]()
        return {
          [Symbol.asyncIterator]: () => ({
            async next() {
              const got = await leave(iterator.next(), line, column, name)
              const { done, value } = back(got) as IteratorResult<unknown>
              // An iterator of promises, as `for await` allows.
              return done
                ? { done, value: left(got.run, undefined) }
                : { done: false, value: await leave(value, line, column, name) }
            },
            async return() {
              await iterator.return?.()
              return { done: true, value: left(active(), undefined) }
            },
          }),
        }
      },
      float(value, line) {
        const run = active()
        if (run && typeof value === 'object' && value instanceof NativePromise) {
          const entry = { line }
          run.floats.add(entry)
          // Told here and not by the engine, which says so in a task of its own that may come after the run's end.
          const over = () => run.floats.delete(entry)
          react(value, over, (error) => {
            over()
            on.failed(error, run)
          })
        }
        return value
      },
      named: (of, name) =>
        natives.defineProperty(of as object, 'name', { value: name, configurable: true }) as typeof of,
    }
  }

  /** What has just ended may begin something else, and a rejection that nobody takes is told a task later. */
  const rest = () => new NativePromise<void>((done) => natives.setTimeout(() => onNextFrame(done), 2))

  const frame = (action: (time: number) => void) => {
    const run = active()
    const end = beginWork(run, { kind: 'frame' })
    onNextFrame(() => {
      end()
      if (!run?.interrupted) guarded(run, () => action(now()))
    })
  }

  /** The ways by which code goes on later, made to remember their run. */
  const install = (target: Record<string, unknown>) => {
    const {
      setTimeout: wait,
      clearTimeout: stopWaiting,
      setInterval: repeat,
      clearInterval: stopRepeating,
    } = target as unknown as {
      setTimeout(action: unknown, ms?: number): number
      clearTimeout(id: number): void
      setInterval(action: unknown, ms?: number): number
      clearInterval(id: number): void
    }
    const ends = new Map<number, () => void>()
    const clear = (id: unknown) => {
      ends.get(Number(id))?.()
      stopWaiting.call(target, Number(id))
      stopRepeating.call(target, Number(id))
    }
    const timer =
      (kind: 'timer' | 'interval') =>
      (action: unknown, ms?: number, ...given: unknown[]): number => {
        if (typeof action !== 'function')
          throw new TypeError(kind === 'timer' ? 'setTimeout(() => {}, ms)' : 'setInterval(() => {}, ms)')
        const run = active()
        const fire = () => {
          if (kind === 'timer') done()
          guarded(run, () => (action as Action)(...given))
        }
        const id = (kind === 'timer' ? wait : repeat).call(target, fire, ms)
        const end = beginWork(run, {
          kind,
          line: kind === 'interval' ? on.line() : undefined,
          cancel: () => clear(id),
        })
        const done = () => {
          ends.delete(id)
          end()
        }
        ends.set(id, done)
        return id
      }
    const { queueMicrotask: soon } = target as unknown as { queueMicrotask(action: () => void): void }
    const given: Record<string, unknown> = {
      setTimeout: timer('timer'),
      setInterval: timer('interval'),
      clearTimeout: clear,
      clearInterval: clear,
      queueMicrotask(action: () => unknown) {
        const run = active()
        soon.call(target, () => guarded(run, action))
      },
      requestAnimationFrame: frame,
    }
    for (const name of Object.keys(given)) {
      natives.defineProperty(target, name, {
        value: given[name],
        writable: true,
        configurable: true,
        enumerable: false,
      })
    }
    natives.defineProperty(NativePromise.prototype, 'then', {
      value: function (this: Promise<unknown>, done?: unknown, failed?: unknown) {
        const run = active()
        return react(this, bind(run, done) as never, bind(run, failed) as never)
      },
      writable: true,
      configurable: true,
    })
    const { data } = tf.Tensor.prototype
    tf.Tensor.prototype.data = async function (this: tf.Tensor) {
      const end = beginWork(active(), { kind: 'data' })
      try {
        return await data.call(this)
      } finally {
        end()
      }
    } as typeof data
  }

  return {
    active,
    passage,
    install,
    frame,
    callersOf: (error: unknown) =>
      typeof error === 'object' && error !== null ? (callers.get(error) ?? []) : [],
    bind,
    enter(run: Run | undefined) {
      acting = run
    },
    /** Timers end now, trainings after their batch; an `await` that goes on waiting is ended a little later. */
    stop(run: Run) {
      run.interrupted = true
      for (const { cancel } of run.work) cancel?.()
      natives.setTimeout(() => {
        for (const stop of run.waits) stop()
      }, PATIENCE)
    },
    /** Waits until nothing that the run started goes on. `tell` is called once, if there is something. */
    async settle(run: Run, tell: () => void) {
      await rest()
      if (run.work.size > 0 && !run.interrupted) tell()
      while (run.work.size > 0) {
        await new NativePromise<void>((done) => (run.idle = done))
        await rest()
      }
    },
  }
}
