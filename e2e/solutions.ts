import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { CompiledSecrets } from '../lib/content/compiled'

/** The author's solutions of a lesson, cell → source, as the build left them on the server. */
export function solutionsOf(lesson: string): Record<string, string> {
  const file = `dist/content/secrets/${lesson}.json`
  return CompiledSecrets.parse(JSON.parse(readFileSync(file, 'utf8'))).solutions.zh
}

/**
 * Saves the solutions as the signed-in person's own code, by the API that the editor uses. A function's text rather than
 * a function, so that every driver can run it in its page.
 */
export const SAVE_SOLUTIONS = `
  const [lesson, solutions] = args
  const path = '/api/v1/lessons/' + lesson + '/cells'
  const { cells } = await fetch(path).then((answer) => answer.json())
  for (const [cell, source] of Object.entries(JSON.parse(solutions))) {
    const answer = await fetch(path + '/' + cell, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ source, base: cells[cell]?.revision ?? 0 }),
    })
    if (!answer.ok) throw new Error('Saving ' + cell + ' answered ' + answer.status)
  }
`

export async function saveSolutions(page: Page, lesson: string): Promise<void> {
  await page.evaluate(
    `(async (...args) => {${SAVE_SOLUTIONS}})(${JSON.stringify(lesson)}, ${JSON.stringify(JSON.stringify(solutionsOf(lesson)))})`,
  )
}
