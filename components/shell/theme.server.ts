import 'server-only'
import { cookies } from 'next/headers'
import { parseTheme, type Theme } from './theme'

/** The theme this browser was told to show. */
export async function chosenTheme(): Promise<Theme> {
  return parseTheme((await cookies()).get('theme')?.value)
}
