/** Builds the lessons of each folder named, in a process that may break over one: a line for each that is done. */
import { buildLessons, DRAFT } from '../scripts/build-lessons'

for (const root of process.argv.slice(2)) {
  const { refusals, lessons } = await buildLessons({ root, into: DRAFT })
  console.log(`refused: ${refusals.length}, built: ${lessons.map(({ id }) => id).join(' ')}`)
}
