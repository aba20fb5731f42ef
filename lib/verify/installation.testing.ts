/** A whole installation in a temporary folder: its own lesson, the real data sets, messages and verifier. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildVerifier } from '../../scripts/build-verifier'
import { prepareDatasets } from '../../scripts/datasets'
import { type CompiledLesson, ContentIndex } from '../content/compiled'
import type { Lesson } from '../curriculum/lesson'

/** Makes the folder and moves the process there: import what reads `process.cwd()` after this. */
export async function installLesson(lesson: Lesson, solutions: Record<string, string>): Promise<() => void> {
  const home = process.cwd()
  await prepareDatasets(['mnist'])
  const root = mkdtempSync(join(tmpdir(), 'installation-'))
  const content = join(root, 'dist', 'content')
  mkdirSync(join(content, 'secrets'), { recursive: true })
  for (const shared of ['content', 'public', 'dist/hidden', 'dist/datasets.json']) {
    symlinkSync(join(home, shared), join(root, shared))
  }
  await buildVerifier(join(root, 'dist'))
  const write = (name: string, value: unknown) => writeFileSync(join(content, name), JSON.stringify(value))
  for (const locale of ['zh', 'en'] as const) {
    write(`hash.${locale}.json`, {
      hash: 'hash',
      lesson,
      locale,
      tree: { type: 'root', children: [] },
      toc: [],
      cells: ['data', 'train'].map((id) => ({ id, starter: '' })),
      checks: [{ id: 'sane', for: 'train', source: 'true' }],
      quizzes: {},
      extent: { characters: 0, words: 0 },
    } satisfies CompiledLesson)
  }
  write(
    'index.json',
    ContentIndex.parse({
      compiler: 'none',
      lessons: [{ inputs: 'none', lesson, compiled: { zh: 'hash', en: 'hash' }, links: [] }],
    }),
  )
  write(`secrets/${lesson.id}.json`, { id: lesson.id, solutions: { zh: solutions, en: solutions } })
  process.chdir(root)
  return () => {
    process.chdir(home)
    rmSync(root, { recursive: true, force: true })
  }
}
