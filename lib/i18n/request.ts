import { getRequestConfig } from 'next-intl/server'
import { cookies, headers } from 'next/headers'
import { currentViewer } from '../auth/viewer.server'
import { isDatabaseDown } from '../db/faults.server'
import { chooseLocale, LOCALE_COOKIE } from './locale'
import { loadMessages } from './messages.server'

/** next-intl without locale in the path: the viewer's own language, else the browser's cookie, else its settings. */
export default getRequestConfig(async () => {
  const locale =
    (await viewerLocale()) ??
    chooseLocale({
      cookie: (await cookies()).get(LOCALE_COOKIE)?.value,
      acceptLanguage: (await headers()).get('accept-language'),
    })
  return { locale, messages: loadMessages(locale), timeZone: 'Asia/Shanghai' }
})

async function viewerLocale() {
  try {
    return (await currentViewer())?.locale
  } catch (error) {
    // The page that says the database is away must still find its words.
    if (isDatabaseDown(error)) return undefined
    throw error
  }
}
