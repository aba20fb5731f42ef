/** Bounds of a project that both sides keep. Without zod: a lesson's page keeps them too. */

/** Outputs of one cell: a mentor reads the first ones. */
export const OUTPUTS_PER_CELL = 40
