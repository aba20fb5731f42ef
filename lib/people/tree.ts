type Node = { id: string; parentId: string | null }

/** Whether `id` is `top` or lies below it. Ends also where the stored tree is broken. */
export function isInside(tree: readonly Node[], id: string, top: string): boolean {
  const parents = new Map(tree.map((node) => [node.id, node.parentId]))
  const seen = new Set<string>()
  for (let at: string | null = id; at !== null && !seen.has(at); at = parents.get(at) ?? null) {
    if (at === top) return true
    seen.add(at)
  }
  return false
}
