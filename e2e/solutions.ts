import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { CompiledLesson, CompiledSecrets, ContentIndex } from '../lib/content/compiled'

/** The author's solutions of a lesson, cell → source, as the build left them on the server. */
export function solutionsOf(lesson: string): Record<string, string> {
  const file = `dist/content/secrets/${lesson}.json`
  return CompiledSecrets.parse(JSON.parse(readFileSync(file, 'utf8'))).solutions.zh
}

/**
 * Saves cells as the signed-in person's own code, by the API that the editor uses. A function's text rather than
 * a function, so that every driver can run it in its page.
 */
export const SAVE_CELLS = `
  const [lesson, sources] = args
  const path = '/api/v1/lessons/' + lesson + '/cells'
  const { cells } = await fetch(path).then((answer) => answer.json())
  for (const [cell, source] of Object.entries(JSON.parse(sources))) {
    const answer = await fetch(path + '/' + cell, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ source, base: cells[cell]?.revision ?? 0 }),
    })
    if (!answer.ok) throw new Error('Saving ' + cell + ' answered ' + answer.status)
  }
`

/** What the author left in each cell, cell → source. */
export function startersOf(lesson: string): Record<string, string> {
  const index = ContentIndex.parse(JSON.parse(readFileSync('dist/content/index.json', 'utf8')))
  const hash = index.lessons.find((entry) => entry.lesson.id === lesson)?.compiled.zh
  const compiled = CompiledLesson.parse(JSON.parse(readFileSync(`dist/content/${hash}.zh.json`, 'utf8')))
  return Object.fromEntries(compiled.cells.map((cell) => [cell.id, cell.starter]))
}

export async function saveCells(page: Page, lesson: string, sources: Record<string, string>): Promise<void> {
  const words = [lesson, JSON.stringify(sources)].map((word) => JSON.stringify(word)).join(', ')
  await page.evaluate(`(async (...args) => {${SAVE_CELLS}})(${words})`)
}
