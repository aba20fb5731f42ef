import type { Root } from 'hast'
import { expect, it } from 'vitest'
import { readText } from './read-text'
import { withHelp } from './help'

const HEAD = '---\ntitle: t\nsummary: s\nobjectives: [o]\n---\n\n'

function treeOf(body: string): Root {
  const outcome = readText({ file: 'x.mdx', locale: 'en', text: `${HEAD}${body}\n`, figures: {} })
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals))
  return outcome.draft.tree
}

/** Names of the blocks in order; what a block holds in brackets. */
function outline(node: { children?: unknown[] }): string {
  const inner = (node.children ?? []) as { type: string; name?: string; children?: unknown[] }[]
  return inner
    .map((child) => {
      const inside = outline(child)
      return child.name === undefined ? inside : `${child.name}${inside && `(${inside})`}`
    })
    .filter(Boolean)
    .join(' ')
}

it('puts the hints of a cell directly below it, in order, wherever they were written', () => {
  const tree = treeOf(
    [
      '```ts cell id=a\nconst a = 1\n```',
      '```ts cell id=b\nconst b = 1\n```',
      '<Hint for="b">one</Hint>',
      '<Hint for="a">two</Hint>',
      '<Callout kind="tip">\n\nWords.\n\n<Hint for="b">three</Hint>\n\n</Callout>',
    ].join('\n\n'),
  )
  expect(outline(withHelp(tree))).toBe('Cell Help(Hint) Cell Help(Hint Hint) Callout')
})

it('has a place for help below a cell without hints, in steps too, and leaves the tree it was given', () => {
  const tree = treeOf('<Steps>\n\n1. Do it.\n\n   <Cell id="a" />\n\n2. Done.\n\n</Steps>')
  const before = JSON.stringify(tree)
  expect(outline(withHelp(tree))).toBe('Steps(Cell Help)')
  expect(JSON.stringify(tree)).toBe(before)
})
