import { expect, type Locator, type Page } from '@playwright/test'

export const cellOf = (page: Page, id: string): Locator => page.locator(`[data-cell-frame="${id}"]`)

/** Waits until a cell's run has ended that way. */
export async function expectStanding(cell: Locator, standing: string, timeout = 60_000): Promise<void> {
  await expect(cell).toHaveAttribute('data-standing', standing, { timeout })
}

export async function run(cell: Locator): Promise<void> {
  await cell.locator('[data-action="run"]').click()
}

/** Opens Monaco on a cell and types over what stands there, as a person would who pastes an answer. */
export async function typeInto(page: Page, cell: Locator, source: string): Promise<void> {
  await cell.locator('.code-stage').click()
  await cell
    .locator('.monaco-editor textarea, .monaco-editor .native-edit-context')
    .first()
    .waitFor({ state: 'attached' })
  await expect(cell.locator('.monaco-editor')).toHaveClass(/focused/)
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText(source)
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
