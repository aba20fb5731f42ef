/** Lines of one file. */
export const MAX_LINES = 50_000
/** Characters of one file: some 300 a line. */
export const MAX_SIZE = 15_000_000
