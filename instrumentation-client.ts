/**
 * Runs in the browser before anything of ours. zod makes functions out of text where it may, which our policy forbids: it
 * would try, be reported by the browser each time, and where something has the trial allowed, as a debugger does, fail at
 * every message from a cell. It reads this object when it loads.
 */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })
