/**
 * The few globals of the sandbox that no stdlib declaration names. The DOM library is left out on purpose: a cell has
 * no document, and `name`, `close` or `status` of a window would hide the learner's own variables.
 */
export const AMBIENT = `
interface Console {
  log(...values: unknown[]): void
  info(...values: unknown[]): void
  warn(...values: unknown[]): void
  error(...values: unknown[]): void
  table(values: unknown): void
}
declare var console: Console
declare function setTimeout(callback: () => void, milliseconds?: number): number
declare function clearTimeout(id: number): void
declare var performance: { now(): number }
`
