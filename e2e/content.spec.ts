/** Every lesson as its readers meet it: both languages, no formula that failed, nothing wider than a telephone. */
import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { ContentIndex } from '../lib/content/compiled'
import { LOCALE_COOKIE } from '../lib/i18n/locale'
import { signIn } from './sign-in'

const { lessons } = ContentIndex.parse(JSON.parse(readFileSync('dist/content/index.json', 'utf8')))

for (const locale of ['zh', 'en'] as const) {
  test(`every lesson can be read in ${locale}`, async ({ page, baseURL }) => {
    test.setTimeout(60_000 + lessons.length * 15_000)
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    // What a browser reports of our own pages is a mistake of ours, also where nothing fails for it.
    await page.exposeFunction('reportViolation', (what: string) => errors.push(what))
    await page.addInitScript(() => {
      document.addEventListener(
        'securitypolicyviolation',
        ({ violatedDirective, blockedURI, sourceFile }) => {
          const report = (globalThis as unknown as { reportViolation(what: string): void }).reportViolation
          report(`${violatedDirective} ${blockedURI} in ${sourceFile}`)
        },
      )
    })
    await signIn(page, 'trainee')
    await page.context().addCookies([{ name: LOCALE_COOKIE, value: locale, url: baseURL! }])
    await page.setViewportSize({ width: 390, height: 844 })
    for (const { lesson } of lessons) {
      await page.goto(`/learn/${lesson.id}`)
      await expect(page.getByRole('heading', { level: 1 })).toContainText(lesson.text[locale].title)
      await expect(page.locator('.katex-error')).toHaveCount(0)
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect({ lesson: lesson.id, wide }).toEqual({ lesson: lesson.id, wide: 0 })
      const submits = await page.locator('[data-submit]').count()
      expect({ lesson: lesson.id, submits }).toEqual({ lesson: lesson.id, submits: lesson.checks.length })
    }
    expect(errors).toEqual([])
  })
}
