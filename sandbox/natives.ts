/**
 * The built-ins that reporting depends on, taken before any cell runs: a cell that redefines `Array.prototype.map` or
 * `Date.now` harms its own output only. Functions are bound here and called as plain functions later.
 */
const { bind, call } = Function.prototype
const uncurry = <T extends (...args: never[]) => unknown>(method: T) =>
  call.bind(method) as (self: unknown, ...args: Parameters<T>) => ReturnType<T>

export const natives = {
  now: performance.now.bind(performance) as () => number,
  setTimeout: globalThis.setTimeout.bind(globalThis) as (action: () => void, ms: number) => unknown,
  setInterval: globalThis.setInterval.bind(globalThis) as (action: () => void, ms: number) => unknown,
  // oxlint-disable-next-line no-eval -- evaluating text is what the other side of the wall is for
  eval: globalThis.eval,
  String: globalThis.String,
  isArray: Array.isArray,
  ownKeys: Reflect.ownKeys,
  descriptor: Object.getOwnPropertyDescriptor,
  prototypeOf: Object.getPrototypeOf,
  defineProperty: Object.defineProperty,
  hasOwn: uncurry(Object.prototype.hasOwnProperty as (key: PropertyKey) => boolean),
  slice: uncurry(String.prototype.slice),
  stringify: JSON.stringify,
  isView: ArrayBuffer.isView,
  bind,
  NativePromise: Promise,
  resolve: Promise.resolve.bind(Promise) as <T>(value: T | PromiseLike<T>) => Promise<T>,
  react: call.bind(Promise.prototype.then) as <T>(
    promise: Promise<T>,
    done: (value: T) => unknown,
    failed?: (error: unknown) => unknown,
  ) => Promise<unknown>,
} as const

/** Appends without `Array.prototype.push`, which a cell may have replaced. */
export function append<T>(list: T[], item: T): void {
  natives.defineProperty(list, list.length, {
    value: item,
    writable: true,
    enumerable: true,
    configurable: true,
  })
}
