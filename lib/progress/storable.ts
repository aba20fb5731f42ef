/** PostgreSQL refuses U+0000 in any text and lone surrogates in JSON; learners' error messages may hold both. */
export function storable<T>(value: T): T
export function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed()
  if (Array.isArray(value)) return value.map((item) => storable<unknown>(item))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [storable(key), storable<unknown>(item)]),
  )
}

/** The same text for the same value, whatever the order of keys: what a digest is taken of. */
export function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  let text = ''
  for (const key of Object.keys(value).sort()) {
    const item = (value as Record<string, unknown>)[key]
    if (item !== undefined) text += `${text && ','}${JSON.stringify(key)}:${canonical(item)}`
  }
  return `{${text}}`
}
