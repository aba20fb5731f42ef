/** What the kernel says to a trainee, per language: errors explained, never blamed. */
import { en } from './words/en'
import type { Words } from './words/words'
import { zh } from './words/zh'

export const WORDS = { zh, en } satisfies Record<'zh' | 'en', Words>
