/** What helps with a cell stands directly below it, wherever its author wrote it: hints first, then whatever a page adds. */
import type { Root, RootContent } from 'hast'

type Node = Root | RootContent
type Block = Extract<RootContent, { type: 'mdxJsxFlowElement' }>

const blockOf = (node: Node, name: string): Block | null =>
  node.type === 'mdxJsxFlowElement' && node.name === name ? node : null

function wordOf(block: Block, attribute: string): string {
  const found = block.attributes.find((one) => one.type === 'mdxJsxAttribute' && one.name === attribute)
  return typeof found?.value === 'string' ? found.value : ''
}

function gather(node: Node, hints: Map<string, RootContent[]>): void {
  const hint = blockOf(node, 'Hint')
  if (hint) {
    const cell = wordOf(hint, 'for')
    hints.set(cell, [...(hints.get(cell) ?? []), hint])
  } else if ('children' in node) for (const child of node.children) gather(child as RootContent, hints)
}

const made = new WeakMap<Root, Root>()

/** The same page with a `<Help for="…">` after every cell, which holds the hints of that cell. */
export function withHelp(tree: Root): Root {
  const known = made.get(tree)
  if (known) return known
  const hints = new Map<string, RootContent[]>()
  gather(tree, hints)
  const move = <T extends Node>(node: T): T => {
    if (!('children' in node)) return node
    const children = (node.children as RootContent[]).flatMap((child): RootContent[] => {
      if (blockOf(child, 'Hint')) return []
      const cell = blockOf(child, 'Cell')
      if (!cell) return [move(child)]
      const id = wordOf(cell, 'id')
      const help: Block = {
        type: 'mdxJsxFlowElement',
        name: 'Help',
        attributes: [{ type: 'mdxJsxAttribute', name: 'for', value: id }],
        children: (hints.get(id) ?? []) as Block['children'],
      }
      return [child, help]
    })
    return { ...node, children }
  }
  const page = move(tree)
  made.set(tree, page)
  return page
}
