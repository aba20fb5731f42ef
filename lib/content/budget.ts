/** How long a lesson takes, reckoned from its parts. Rough: an author's figure is refused only when it is far off. */
export type Work = {
  /** Han characters and words of other scripts in the prose. */
  characters: number
  words: number
  cells: number
  /** Cells with a solution. */
  exercises: number
  /** Checks of the head. */
  checks: number
  /** Of these, projects handed in for review. */
  projects: number
}

/** Minutes of work that a project takes beside the reading: a question, data, runs of one's own, a report. */
const PROJECT = 60

/** Minutes: slow reading of a technical text, a look at each cell's output, the trainee's own work, handing in. */
export const estimateMinutes = ({ characters, words, cells, exercises, checks, projects }: Work): number =>
  characters / 250 + words / 150 + 0.8 * cells + 4 * exercises + 2 * checks + PROJECT * projects

const [LEAST, MOST] = [0.6, 1.5]
/** Minutes that a reader may spend on trials of their own, or that a training takes. */
const LEISURE = 15

/** The span that `minutes` of the head must lie in, in whole minutes. */
export function minutesSpan(work: Work): { least: number; most: number } {
  const estimate = estimateMinutes(work)
  return { least: Math.floor(estimate * LEAST), most: Math.ceil(estimate * MOST) + LEISURE }
}
