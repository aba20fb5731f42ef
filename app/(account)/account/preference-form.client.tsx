'use client'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { THEMES, type Theme } from '@/lib/i18n/theme'
import { callApi } from '@/lib/api/client'
import { LOCALES, type Locale } from '@/lib/curriculum/ids'

const NAMES = { zh: '中文', en: 'English' } satisfies Record<Locale, string>

/** Each choice counts at once; there is nothing to save. */
export function PreferenceForm({ locale, theme }: { locale: Locale; theme: Theme }) {
  const t = useTranslations('auth.account')
  const router = useRouter()
  const [chosen, setChosen] = useState<{ locale: Locale; theme: Theme }>({ locale, theme })
  const [fault, setFault] = useState('')

  async function choose(change: { locale?: Locale; theme?: Theme }) {
    const before = chosen
    setChosen({ ...chosen, ...change })
    if (change.theme) showTheme(change.theme)
    const result = await callApi('PUT', '/me/preferences', change)
    if (result.ok) {
      setFault('')
      if (change.locale) router.refresh()
      return
    }
    setChosen(before)
    showTheme(before.theme)
    setFault(result.message || t('offline'))
  }

  return (
    <section className="mt-10" aria-labelledby="preferences">
      <h2 id="preferences" className="text-lg font-semibold">
        {t('preferences')}
      </h2>
      <fieldset className="mt-3 flex flex-wrap items-center gap-x-6">
        <legend className="float-left mr-4 w-28 py-2 text-ink-faint">{t('language')}</legend>
        {LOCALES.map((value) => (
          <label
            key={value}
            className="flex min-h-10 items-center gap-2"
            lang={value === 'zh' ? 'zh-CN' : 'en'}
          >
            <input
              type="radio"
              name="locale"
              className="size-4 accent-[var(--ember)]"
              checked={chosen.locale === value}
              onChange={() => choose({ locale: value })}
            />
            {NAMES[value]}
          </label>
        ))}
      </fieldset>
      <fieldset className="flex flex-wrap items-center gap-x-6">
        <legend className="float-left mr-4 w-28 py-2 text-ink-faint">{t('theme')}</legend>
        {THEMES.map((value) => (
          <label key={value} className="flex min-h-10 items-center gap-2">
            <input
              type="radio"
              name="theme"
              className="size-4 accent-[var(--ember)]"
              checked={chosen.theme === value}
              onChange={() => choose({ theme: value })}
            />
            {t(`themes.${value}`)}
          </label>
        ))}
      </fieldset>
      <p role="alert" className="text-small text-danger">
        {fault}
      </p>
    </section>
  )
}

function showTheme(theme: Theme) {
  const root = document.documentElement
  const isDark =
    theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
  root.dataset['themeChoice'] = theme
  root.dataset['theme'] = isDark ? 'dark' : 'light'
}
