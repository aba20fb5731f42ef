import type { AbstractIntlMessages } from 'next-intl'

/** The namespaces that client components read; everything else stays on the server. */
const CLIENT_NAMESPACES = ['shell', 'auth', 'errors', 'notebook', 'verify'] as const

export function pickMessages(messages: AbstractIntlMessages): AbstractIntlMessages {
  return Object.fromEntries(
    CLIENT_NAMESPACES.flatMap((name) => (messages[name] === undefined ? [] : [[name, messages[name]]])),
  )
}
