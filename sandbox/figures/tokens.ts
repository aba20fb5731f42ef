import type { OutputOf } from '../../lib/runtime/outputs'
import type { TokensOptions } from '../stdlib/show-api'
import { Misuse } from './misuse'
import { wordsOf } from './read'

const MOST = 1000
const WANTED = " { tokens: ['大', '模型'], ids?: [12, 845] }"

/** @throws Misuse */
export function tokensOutput(options: TokensOptions): OutputOf<'tokens'> {
  const { tokens, ids } = options ?? {}
  if (!Array.isArray(tokens)) throw new Misuse(WANTED)
  if (ids !== undefined && ids?.length !== tokens.length) throw new Misuse(WANTED)
  return {
    kind: 'tokens',
    ...wordsOf(options, 'caption'),
    tokens: tokens.slice(0, MOST).map((token: unknown, index) => {
      const id = Number(ids?.[index])
      const known = Number.isInteger(id) && id >= 0
      return { text: String(token).slice(0, 100), ...(known && { id }) }
    }),
    total: tokens.length,
  }
}
