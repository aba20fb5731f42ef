/** What the edges of a confusion matrix say. */
export type Edges = {
  /** Of each true class: the share that was found. NaN for a class that does not occur. */
  recall: number[]
  /** Of each predicted class: the share that was right. NaN for a class that was never predicted. */
  precision: number[]
  right: number
  total: number
}

/** @param counts size × size, true classes down, predicted across */
export function countEdges(size: number, counts: readonly number[]): Edges {
  const classes = Array.from({ length: size }, (_, index) => index)
  const at = (row: number, column: number) => counts[row * size + column] ?? 0
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
  return {
    recall: classes.map((row) => at(row, row) / sum(classes.map((column) => at(row, column)))),
    precision: classes.map((column) => at(column, column) / sum(classes.map((row) => at(row, column)))),
    right: sum(classes.map((index) => at(index, index))),
    total: sum([...counts]),
  }
}
