import type { Locale } from '../curriculum/ids'

declare module 'next-intl' {
  interface AppConfig {
    Locale: Locale
  }
}
