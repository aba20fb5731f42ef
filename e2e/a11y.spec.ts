/** Every page in both languages, in the light and in the dark, on a desk and on a phone: axe finds nothing, nothing runs off the side. */
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import type { Role } from '../lib/auth/permissions'
import { type Locale, LOCALES } from '../lib/curriculum/ids'
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
    '/jobs',
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

/** KaTeX draws each formula twice: this half is hidden from readers, has the colour of its paragraph, and is thousands of nodes. */
const DRAWN_TWICE = '.katex-html'
const DESK = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }

/**
 * Axe in the page itself, telling violations only: for each examination its other way opens a page more and carries over
 * what it found in order, which took longer than looking. All that this leaves out are frames of another origin, and
 * the only one is the sandbox, which shows nothing.
 */
function axe(page: Page): AxeBuilder {
  return new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] })
    .exclude(DRAWN_TWICE)
}

async function findNothing(examination: AxeBuilder, name: string): Promise<void> {
  const { violations } = await examination.analyze()
  const told = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
  )
  expect(told, name).toEqual([])
}

async function staysInside(page: Page, name: string): Promise<void> {
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(sideways, `${name} runs off the side`).toBeLessThanOrEqual(0)
}

/** As the button for the theme does it; transitions would show colours that nobody reads. */
async function turnDark(page: Page): Promise<void> {
  await page.addStyleTag({ content: '* { transition: none !important }' })
  await page.evaluate(() => {
    document.documentElement.dataset['theme'] = 'dark'
  })
}

/**
 * Structure does not depend on the theme, nor contrast on the width or the language: everything is examined once in the
 * light on a desk, contrast again in the dark, the size of what is pressed again on a phone; in the second language all
 * but contrast.
 */
async function examine(page: Page, name: string, locale: Locale): Promise<void> {
  const colours = locale === 'zh'
  const all = axe(page)
  await findNothing(colours ? all : all.disableRules('color-contrast'), `${name} on a desk`)
  await staysInside(page, `${name} on a desk`)
  if (colours) {
    await turnDark(page)
    await findNothing(axe(page).withRules('color-contrast'), `${name} in the dark`)
  }
  await page.setViewportSize(PHONE)
  await findNothing(axe(page).withRules('target-size'), `${name} on a phone`)
  await staysInside(page, `${name} on a phone`)
  await page.setViewportSize(DESK)
}

for (const locale of LOCALES) {
  test.describe(locale, () => {
    test.use({ viewport: DESK })
    test.beforeEach(async ({ context, baseURL }) => {
      await context.addCookies([
        { name: 'locale', value: locale, url: baseURL ?? '' },
        { name: 'theme', value: 'light', url: baseURL ?? '' },
      ])
    })

    test(`sign-in, ${locale}`, async ({ page }) => {
      await page.goto('/sign-in')
      await examine(page, 'sign-in', locale)
    })

    for (const [role, paths] of Object.entries(PAGES)) {
      test(`pages of ${role}, ${locale}`, async ({ page, context, baseURL }) => {
        // Axe goes over each page three times; a lesson takes some ten seconds where cores are shared.
        test.setTimeout(60_000 + 30_000 * paths.length)
        await signIn(page, role as Role)
        await context.addCookies([
          { name: 'locale', value: locale, url: baseURL ?? '' },
          { name: 'theme', value: 'light', url: baseURL ?? '' },
        ])
        for (const path of paths) {
          const name = await open(page, path)
          await expect(page.locator('html')).toHaveAttribute('lang', locale === 'zh' ? 'zh-CN' : 'en')
          await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
          await examine(page, name, locale)
        }
      })
    }
  })
}

/** What is wider than the paper, by its class; code is wrapped and nothing scrolls there. */
const cutOff = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('main pre, main table, main .katex-display, main figure')]
      .filter((part) => part.clientWidth > 0 && part.getBoundingClientRect().right > innerWidth + 1)
      .map((part) => `${part.tagName} ${part.className}`),
  )

test('on paper, in forced colours and in a window as low as four hundred per cent makes it', async ({
  page,
}) => {
  await signIn(page, 'trainee')
  await page.setViewportSize({ width: 688, height: 900 })
  await page.goto('/learn/what-is-a-large-model')
  const cell = page.locator('.cell').first()
  await expect(cell.locator('.cell-title')).toHaveText('参数多久翻一倍')
  await expect(cell.locator('[data-task]')).toHaveAttribute('data-task', 'run')
  await expect(page.locator('[data-cell-frame="dense"] [data-task]')).toHaveAttribute('data-task', 'fill')
  // The coach ticks what is done, and is folded away for whoever folded it.
  const coach = page.locator('[data-coach]')
  await page.locator('.lesson-hint summary').first().click()
  await expect(coach.locator('[data-step="hint"]')).toHaveAttribute('data-done', '')
  await coach.locator('summary').press('Enter')
  await page.reload()
  await expect(coach).not.toHaveAttribute('open')
  await coach.locator('summary').press('Enter')
  await expect(coach.locator('[data-step="hint"]')).toHaveAttribute('data-done', '')
  await turnDark(page)
  await page.emulateMedia({ media: 'print' })
  expect(await cutOff(page)).toEqual([])
  await staysInside(page, 'a lesson on paper')
  await expect(page.locator('main button:visible, nav:visible')).toHaveCount(0)
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('light')

  await page.emulateMedia({ media: 'screen', forcedColors: 'active' })
  await page.setViewportSize(DESK)
  const marked = await page
    .locator('header nav a')
    .evaluateAll((links) =>
      links
        .filter((link) => parseFloat(getComputedStyle(link).borderBottomWidth) > 0)
        .map((link) => link.ariaCurrent),
    )
  expect(marked).toEqual(['page'])

  await page.emulateMedia({ forcedColors: 'none' })
  await page.setViewportSize({ width: 320, height: 256 })
  for (const path of ['/learn', '/skills', '/notes', '/learn/what-is-a-large-model']) {
    await page.goto(path)
    await staysInside(page, `${path} at four hundred per cent`)
  }
  await expect(page.locator('.notebook-bar')).toHaveCSS('position', 'static')
})
