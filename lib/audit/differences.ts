type Values = Record<string, unknown>

/** What was changed, as it was and as it is now; what stayed the same is left out. */
export function differences<Before extends Values>(
  before: Before,
  change: Values,
): { before: Values; after: Values } {
  const changed = Object.entries(change).filter(
    ([name, value]) => value !== undefined && value !== (before[name] ?? null),
  )
  return {
    before: Object.fromEntries(changed.map(([name]) => [name, before[name] ?? null])),
    after: Object.fromEntries(changed),
  }
}
