import type { Metadata, Viewport } from 'next'
import { NextIntlClientProvider } from 'next-intl'
import { getLocale, getMessages, getTranslations } from 'next-intl/server'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { pickMessages } from '@/components/shell/client-messages'
import { FOLLOW_SYSTEM } from '@/components/shell/theme'
import { chosenTheme } from '@/components/shell/theme.server'
import './globals.css'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('shell')
  return {
    title: { default: t('name'), template: `%s · ${t('name')}` },
    description: t('description'),
    icons: { icon: '/icon.svg' },
  }
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#faf7f0' },
    { media: '(prefers-color-scheme: dark)', color: '#1d1c1a' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, messages, theme, head] = await Promise.all([
    getLocale(),
    getMessages(),
    chosenTheme(),
    headers(),
  ])
  const nonce = head.get('x-nonce') ?? undefined
  return (
    <html
      lang={locale === 'zh' ? 'zh-CN' : 'en'}
      data-theme={theme === 'dark' ? 'dark' : 'light'}
      data-theme-choice={theme}
      suppressHydrationWarning
    >
      <head>
        {theme === 'system' && <script nonce={nonce} dangerouslySetInnerHTML={{ __html: FOLLOW_SYSTEM }} />}
      </head>
      <body className="min-h-dvh bg-paper font-ui text-ui text-ink antialiased">
        <NextIntlClientProvider locale={locale} messages={pickMessages(messages)}>
          {children}
        </NextIntlClientProvider>
      </body>
    </html>
  )
}
