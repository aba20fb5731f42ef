import type { AbstractIntlMessages } from 'next-intl'

/** The namespaces that client components read; everything else stays on the server. */
const CLIENT_NAMESPACES = [
  'shell',
  'auth',
  'errors',
  'notebook',
  'outputs',
  'verify',
  'checks',
  'reviews',
  'leaderboard',
  'search',
  'questions',
  'notes',
] as const

export function pickMessages(messages: AbstractIntlMessages): AbstractIntlMessages {
  return Object.fromEntries(
    CLIENT_NAMESPACES.flatMap((name) => (messages[name] === undefined ? [] : [[name, messages[name]]])),
  )
}
