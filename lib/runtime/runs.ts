/**
 * Which runs the host has started and which of their events may still come. Pure. An event of a run that was never
 * started, or is over, is forged or late: either way it is not for the notebook.
 */
import type { Command, KernelEvent } from './protocol'

type Expectation = 'evaluate' | 'check' | 'collect' | 'call'

const MOST_OVER = 50
const ENDS: ReadonlySet<string> = new Set<KernelEvent['type']>(['finished', 'failed', 'weights'])

export class Runs {
  private readonly open = new Map<string, Expectation>()
  /** Cells that are over: what they left behind may still speak, but no longer decide anything. */
  private readonly over = new Set<string>()
  private readonly needs = new Set<string>()

  get idle(): boolean {
    return this.open.size === 0
  }

  sent(command: Command): void {
    switch (command.type) {
      case 'evaluate':
      case 'check':
      case 'collect':
      case 'call':
        this.open.set(command.run, command.type)
    }
  }

  private keep(run: string) {
    this.over.add(run)
    const [oldest] = this.over
    if (this.over.size > MOST_OVER && oldest !== undefined) this.over.delete(oldest)
  }

  /**
   * What claimed to end a run and could not be believed ends it all the same, as a failure: dropped in silence, it would
   * leave the run open for ever. Gives the run, if it was open.
   */
  refused(message: unknown): string | undefined {
    const { type, run } = (message ?? {}) as { type?: unknown; run?: unknown }
    if (typeof run !== 'string' || typeof type !== 'string' || !ENDS.has(type)) return undefined
    if (type === 'weights' && this.open.get(run) !== 'collect') return undefined
    return this.open.delete(run) ? run : undefined
  }

  /** True when the event may be passed on. The last event of a run closes it. */
  accepts(event: KernelEvent): boolean {
    switch (event.type) {
      case 'alive':
      case 'dead':
      case 'ready':
        return true
      case 'need':
        // Each request is answered once, and a kernel has no reason for more than a few.
        if (this.needs.has(event.request) || this.needs.size >= 100) return false
        this.needs.add(event.request)
        return true
      case 'started':
      case 'progress':
        return this.open.has(event.run)
      case 'output':
      case 'points':
      case 'truncated':
        return this.open.has(event.run) || this.over.has(event.run)
      case 'checked':
        return this.open.get(event.run) === 'check'
      case 'answered':
        return this.open.get(event.run) === 'call'
      case 'weights':
        return this.open.get(event.run) === 'collect' && this.open.delete(event.run)
      case 'finished':
      case 'failed':
        if (this.open.get(event.run) === 'evaluate') this.keep(event.run)
        return this.open.delete(event.run)
      default:
        event satisfies never
        return false
    }
  }
}
