import { NextIntlClientProvider } from 'next-intl'
import type { ReactNode } from 'react'
import type { Locale } from '@/lib/curriculum/ids'
import { loadMessages } from '@/lib/i18n/messages.server'

/** What the parts of these pages say that live in the browser; other pages do not carry it. */
export function ClientWords({ locale, children }: { locale: Locale; children: ReactNode }) {
  const { rows, export: exporting, views } = loadMessages(locale)['insights'] as Record<string, never>
  return (
    <NextIntlClientProvider locale={locale} messages={{ insights: { rows, export: exporting, views } }}>
      {children}
    </NextIntlClientProvider>
  )
}
