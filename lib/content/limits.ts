/** Caps on what a lesson may cost, measured against hostile text: see `hostile.test.ts` and `pool.test.ts`. */
export const LIMITS = {
  /** Bytes of one text. */
  bytes: 128 * 1024,
  /** Characters of one line of YAML. */
  line: 2000,
  /** Bytes of one page as it is sent. */
  page: 3 * 1024 * 1024,
  /** Levels of the tree. */
  depth: 32,
  /** Bytes of one formula. */
  formula: 2 * 1024,
  /** Levels of braces in a formula. */
  braces: 40,
  /** Bytes of one figure. */
  figure: 128 * 1024,
  /** Milliseconds of work a thread may spend on one text before it is ended. */
  time: 2_000,
  /** Milliseconds by the clock after which it is ended even if the machine was too busy to let it work. */
  clock: 10_000,
  workers: 2,
  /** Attributes on one tag. */
  attributes: 8,
  /** Refusals reported for one text; the rest are usually consequences. */
  refusals: 50,
} as const

/** For lessons from git, which were reviewed: a busy machine may be slow, and only a text that never ends is refused. */
export const BUILD_LIMITS = { time: 20_000, clock: 60_000, workers: 2 } as const
