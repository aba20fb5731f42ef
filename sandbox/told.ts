/** Errors that the runtime throws in words of its own: they say what to do, and no hint is put beside them. */
const told = new WeakSet<object>()

export function tell<E extends Error>(error: E): E {
  told.add(error)
  return error
}

export const isTold = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && told.has(error)
