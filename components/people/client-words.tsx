import { NextIntlClientProvider } from 'next-intl'
import { getMessages } from 'next-intl/server'
import type { ReactNode } from 'react'

/** The words of one namespace for the client components inside, so that no other page carries them along. */
export async function ClientWords({ of, children }: { of: string; children: ReactNode }) {
  const messages = await getMessages()
  return <NextIntlClientProvider messages={{ [of]: messages[of]! }}>{children}</NextIntlClientProvider>
}
