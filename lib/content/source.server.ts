/** The lessons of this installation, as `npm start` or `npm run content -- --publish` left them. */
import 'server-only'
import { join } from 'node:path'
import { contentStore } from './store.server'

export const { lessons, findLesson, compiledLesson, solutionOf, quizOf, rubricOf, placementOf } =
  contentStore(join(/* turbopackIgnore: true */ process.cwd(), 'dist', 'content'))
