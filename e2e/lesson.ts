import { expect, type Locator, type Page } from '@playwright/test'

export const cellOf = (page: Page, id: string): Locator => page.locator(`[data-cell-frame="${id}"]`)

/** Waits until a cell's run has ended that way. */
export async function expectStanding(cell: Locator, standing: string, timeout = 60_000): Promise<void> {
  await expect(cell).toHaveAttribute('data-standing', standing, { timeout })
}

export async function run(cell: Locator): Promise<void> {
  await cell.locator('[data-action="run"]').click()
}

/** Opens Monaco on a cell and pastes over what stands there. */
export async function typeInto(page: Page, cell: Locator, source: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await cell.locator('.code-stage').click()
  await expect(cell.locator('.monaco-editor')).toHaveClass(/focused/, { timeout: 60_000 })
  await page.evaluate((text) => navigator.clipboard.writeText(text), source)
  await page.keyboard.press('Control+A')
  await page.keyboard.press('Control+V')
}

/** The newest text of a cell that the server holds. */
export async function savedSource(page: Page, lesson: string, cell: string): Promise<string | undefined> {
  return page.evaluate(
    async ([path, id]) => {
      const { cells } = await fetch(path).then((answer) => answer.json())
      return cells[id]?.source as string | undefined
    },
    [`/api/v1/lessons/${lesson}/cells`, cell] as const,
  )
}
