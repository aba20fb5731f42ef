/** The state and those who watch it. News from the kernel may come by the hundred; watchers hear of it once a frame. */
import type { Action, Effect } from './effects'
import { reduce } from './reduce'
import type { NotebookState } from './state'

export type Store = {
  getState(): NotebookState
  getInitialState(): NotebookState
  subscribe(listener: () => void): () => void
  dispatch(action: Action): void
}

type Options = {
  perform(effect: Effect): void
  now(): number
  /** Calls back before the next frame is drawn. */
  soon(callback: () => void): void
}

export function createStore(initial: NotebookState, { perform, now, soon }: Options): Store {
  let state = initial
  let scheduled = false
  const listeners = new Set<() => void>()
  const notify = () => {
    scheduled = false
    for (const listener of listeners) listener()
  }
  return {
    getState: () => state,
    getInitialState: () => initial,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    dispatch(action) {
      const step = reduce(state, action, now())
      const changed = step.state !== state
      state = step.state
      if (changed && action.type !== 'kernel.event') notify()
      else if (changed && !scheduled) {
        scheduled = true
        soon(notify)
      }
      for (const effect of step.effects) perform(effect)
    },
  }
}
