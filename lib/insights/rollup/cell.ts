/** One sum kept for a group: what it counts (`a`, `b`, `c`, as the table in `facts` says) and how much (`n`). */
export type Cell = { a: string; b: number; c: number; n: number }
