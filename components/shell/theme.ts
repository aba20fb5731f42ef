import { THEMES, type Theme } from '@/lib/i18n/theme'

export function parseTheme(value: string | undefined): Theme {
  return THEMES.find((theme) => theme === value) ?? 'system'
}

/** Runs before the first paint, so that a dark system never flashes a light page. The only inline script there is. */
export const FOLLOW_SYSTEM = `(() => {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const root = document.documentElement
  const apply = () => { if (root.dataset.themeChoice === 'system') root.dataset.theme = dark.matches ? 'dark' : 'light' }
  dark.addEventListener('change', apply)
  apply()
})()`
