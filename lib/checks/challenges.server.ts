/** The challenges of this installation. */
import 'server-only'
import { join } from 'node:path'
import { challengeShelf } from './challenge-shelf.server'

export const installedChallenges = challengeShelf(
  join(/* turbopackIgnore: true */ process.cwd(), 'dist', 'challenges.json'),
)
