import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')

/** Fields of several lines that lose nothing in another way. */
const OTHERWISE: Record<string, string> = {
  'components/editor/plain-editor.client.tsx': 'the notebook keeps the code of a cell',
  'components/reviews/override-field.client.tsx': 'its text is a field of the draft of the review',
  'components/notes/margin-panel.client.tsx': 'keeps its sentence in a slot of its own',
  'components/notes/note-item.client.tsx': 'changes a note that is saved, and closes by its own buttons only',
}

const forms = ['app', 'components'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.tsx') && !name.endsWith('.test.tsx'))
    .map((name) => join(folder, name))
    .filter((name) => /<textarea\b/.test(readFileSync(join(root, name), 'utf8'))),
)

test('every form with more than one line keeps a draft', () => {
  const without = forms.filter(
    (name) => !readFileSync(join(root, name), 'utf8').includes('useDraft(') && !OTHERWISE[name],
  )
  expect(without).toEqual([])
  expect(forms.length).toBeGreaterThan(7)
})
