import type { NotebookState } from './state'

/** Every text of a notebook in one file, in the order of the page; what was set aside stands under its cell. */
export function exportCode(
  { order, cells, orphans }: NotebookState,
  nameOf: (cell: string) => string,
  nameOfOrphan: (id: string) => string,
): string {
  const texts = [
    ...order.flatMap((id) => {
      const { source, saving } = cells[id]!
      return [source, ...saving.aside].map((text) => ({ name: nameOf(id), text }))
    }),
    ...orphans.map(({ id, source }) => ({ name: nameOfOrphan(id), text: source })),
  ]
  return texts.map(({ name, text }) => `// ${name}\n${text.trimEnd()}\n`).join('\n')
}
