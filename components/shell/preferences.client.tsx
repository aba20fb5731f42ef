'use client'
import { Languages, MonitorCog, Moon, Sun } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { callApi } from '@/lib/api/client'
import { THEMES, type Theme } from '@/lib/i18n/theme'

const ICONS = { system: MonitorCog, light: Sun, dark: Moon } satisfies Record<Theme, typeof Sun>

/** Language and theme, one press each; both are kept in the profile and in a cookie. */
export function Preferences({ chosen }: { chosen: Theme }) {
  const t = useTranslations('shell')
  const locale = useLocale()
  const router = useRouter()
  const [theme, setTheme] = useState<Theme>(chosen)

  async function switchLocale() {
    const done = await callApi('PUT', '/me/preferences', { locale: locale === 'zh' ? 'en' : 'zh' })
    if (done.ok) router.refresh()
  }

  async function switchTheme() {
    const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system'
    applyTheme(next)
    setTheme(next)
    await callApi('PUT', '/me/preferences', { theme: next })
  }

  const Icon = ICONS[theme]
  return (
    <>
      <button
        type="button"
        onClick={switchLocale}
        className="icon-button gap-1 px-2"
        lang={locale === 'zh' ? 'en' : 'zh-CN'}
      >
        <Languages size={18} aria-hidden />
        {locale === 'zh' ? 'English' : '中文'}
      </button>
      <button
        type="button"
        onClick={switchTheme}
        className="icon-button"
        aria-label={t('theme.label', { theme: t(`theme.${theme}`) })}
        title={t('theme.label', { theme: t(`theme.${theme}`) })}
      >
        <Icon size={18} aria-hidden />
      </button>
    </>
  )
}

/** Shows a theme at once; the server renders it from the cookie the next time. */
function applyTheme(theme: Theme) {
  const root = document.documentElement
  root.dataset['themeChoice'] = theme
  const dark = theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
  root.dataset['theme'] = dark ? 'dark' : 'light'
}
