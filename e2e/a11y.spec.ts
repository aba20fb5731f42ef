/** Every page in both languages and both themes, on a desk and on a phone: axe finds nothing, nothing runs off the side. */
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import type { Role } from '../lib/auth/permissions'
import { signIn } from './sign-in'

const PAGES = {
  trainee: [
    '/learn',
    '/tracks',
    '/careers?role=data/scientist',
    '/skills',
    '/learn/mnist-mlp',
    '/glossary',
    '/sources',
    '/search?q=softmax',
    '/notes',
    '/placement/foundations',
    '/learn/losses',
    '/account',
    '/insights',
    '/inbox',
  ],
  mentor: [
    '/mentees',
    'first:/mentees/',
    'second:/mentees/',
    '/reviews',
    'first:/reviews/',
    '/questions',
    '/confusion/mnist-mlp',
  ],
  hr: [
    '/insights',
    '/insights/completion',
    '/insights/at-risk',
    '/insights/careers',
    '/certificates',
    'first:/certificates/',
    '/people',
    'first:/people/',
    '/assignments',
    'first:/assignments/0',
    '/assignments/new',
  ],
  admin: [
    '/audit',
    '/checks',
    '/nowhere',
    '/people/invite',
    '/people/import',
    '/people/mentors',
    '/departments',
    '/cohorts',
  ],
} satisfies Record<Role, string[]>

/** `first:` opens the first link below that path on the page one is on; `second:` goes one deeper. */
async function open(page: Page, path: string): Promise<string> {
  const [, prefix] = path.split(':')
  if (prefix === undefined) {
    await page.goto(path)
    return path
  }
  const href = await page.locator(`main a[href^="${prefix}"]`).first().getAttribute('href')
  await page.goto(href ?? prefix)
  return href ?? prefix
}

async function examine(page: Page, name: string): Promise<void> {
  // KaTeX draws each formula twice: this half is hidden from readers, has the colour of its paragraph, and is thousands of nodes.
  const { violations } = await new AxeBuilder({ page }).exclude('.katex-html').analyze()
  const told = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
  )
  expect(told, name).toEqual([])
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(sideways, `${name} runs off the side`).toBeLessThanOrEqual(0)
}

for (const locale of ['zh', 'en'] as const) {
  for (const theme of ['light', 'dark'] as const) {
    test(`sign-in, ${locale}, ${theme}`, async ({ page, context, baseURL }) => {
      await context.addCookies([
        { name: 'locale', value: locale, url: baseURL ?? '' },
        { name: 'theme', value: theme, url: baseURL ?? '' },
      ])
      await page.goto('/sign-in')
      await examine(page, 'sign-in')
    })
    for (const [role, paths] of Object.entries(PAGES)) {
      test(`pages of ${role}, ${locale}, ${theme}`, async ({ page, context, baseURL }) => {
        await signIn(page, role as Role)
        await context.addCookies([
          { name: 'locale', value: locale, url: baseURL ?? '' },
          { name: 'theme', value: theme, url: baseURL ?? '' },
        ])
        for (const path of paths) {
          await page.setViewportSize({ width: 1440, height: 900 })
          const name = await open(page, path)
          await expect(page.locator('html')).toHaveAttribute('lang', locale === 'zh' ? 'zh-CN' : 'en')
          await examine(page, `${name} on a desk`)
          await page.setViewportSize({ width: 390, height: 844 })
          await examine(page, `${name} on a phone`)
        }
      })
    }
  }
}
