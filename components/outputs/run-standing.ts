/** Where a run was at its best, and which run was best of all. */
export type Standing = { best: number; epoch: number; last: number }

const better = (value: number, than: number, lower: boolean) =>
  !Number.isNaN(value) && (Number.isNaN(than) || (lower ? value < than : value > than))

/** The first epoch (from 1) of the best value; NaN and epoch 0 when there is no number. */
export function standingOf(values: readonly number[], lower: boolean): Standing {
  let standing = { best: NaN, epoch: 0 }
  values.forEach((value, index) => {
    if (better(value, standing.best, lower)) standing = { best: value, epoch: index + 1 }
  })
  return { ...standing, last: values.at(-1) ?? NaN }
}

/** −1 when no run has a number. */
export function winnerOf(standings: readonly Standing[], lower: boolean): number {
  let winner = -1
  standings.forEach(({ best }, index) => {
    if (better(best, standings[winner]?.best ?? NaN, lower)) winner = index
  })
  return winner
}
