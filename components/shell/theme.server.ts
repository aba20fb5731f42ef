import 'server-only'
import { cookies } from 'next/headers'
import { THEME_COOKIE, type Theme } from '@/lib/i18n/theme'
import { parseTheme } from './theme'

/** The theme this browser was told to show. */
export async function chosenTheme(): Promise<Theme> {
  return parseTheme((await cookies()).get(THEME_COOKIE)?.value)
}
