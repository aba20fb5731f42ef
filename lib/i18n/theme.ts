/** Apart from `locale.ts`, so that the switch on every page brings no schemas into the browser. */
export const THEME_COOKIE = 'theme'
export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]
