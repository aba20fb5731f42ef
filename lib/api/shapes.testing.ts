import { z } from 'zod'

export type JsonSchema = {
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  format?: string
  pattern?: string
  minLength?: number
  minimum?: number
  items?: JsonSchema
  minItems?: number
  properties?: Record<string, JsonSchema>
  required?: string[]
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  allOf?: JsonSchema[]
  propertyNames?: JsonSchema
  additionalProperties?: JsonSchema | boolean
}

/** The JSON Schema of what a request may send. */
export const inputOf = (schema: z.ZodType): JsonSchema =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as JsonSchema

/** A value that fits, as far as a schema can tell; ids are such that nobody has them. */
export function sample(schema: JsonSchema): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const choice = schema.anyOf ?? schema.oneOf
  if (choice) return sample(choice[0]!)
  if (schema.allOf) return sample(Object.assign({}, ...schema.allOf) as JsonSchema)
  switch ([schema.type].flat()[0]) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, property]) => [name, sample(property)]),
      )
    case 'array':
      return Array.from({ length: schema.minItems ?? 1 }, () => sample(schema.items ?? {}))
    case 'integer':
    case 'number':
      return schema.minimum !== undefined && schema.minimum > 0 ? schema.minimum : 1
    case 'boolean':
      return true
    case 'string':
      return text(schema)
    default:
      return null
  }
}

function text({ format, pattern, minLength = 1 }: JsonSchema): string {
  if (format === 'uuid') return '019a0000-0000-7000-8000-00000000dead'
  if (format === 'email') return 'nobody@example.com'
  if (format === 'date') return '2027-01-31'
  if (format === 'date-time') return '2026-11-22T00:00:00.000Z'
  if (format === 'uri') return 'https://example.com/'
  if (pattern?.includes('[0-9a-f]{64}')) return '0'.repeat(64)
  return 'nothing-of-this-name'.padEnd(minLength, 'x')
}

/** Bodies that no schema of ours takes, made from one that it would. */
export function broken(schema: JsonSchema): [string, unknown][] {
  const whole = sample(schema)
  const odd: [string, unknown][] = [
    ['null', null],
    ['a list', [whole]],
    ['a text', 'text'],
    ['a number', 7],
  ]
  const shape = schema.properties ? schema : (schema.anyOf ?? schema.oneOf)?.find((one) => one.properties)
  if (!shape?.properties || typeof whole !== 'object' || whole === null || Array.isArray(whole)) return odd
  odd.push(['more than is asked for', { ...whole, role: 'admin', isAdmin: true, userId: 'me' }])
  odd.push(['a poisoned prototype', JSON.parse(`{"__proto__": {"role": "admin"}, "constructor": 1}`)])
  for (const name of shape.required ?? []) {
    const { [name]: _, ...rest } = whole as Record<string, unknown>
    odd.push([`no ${name}`, rest])
  }
  for (const name of Object.keys(shape.properties)) {
    odd.push([`${name} as an object`, { ...whole, [name]: { $ne: null } }])
    odd.push([`${name} with a NUL`, { ...whole, [name]: 'a\u0000b' }])
  }
  const [first = ''] = Object.keys(shape.properties)
  odd.push([`${first} without end`, { ...whole, [first]: 'x'.repeat(5_000_000) }])
  return odd
}

/** Texts that are not words: code, secrets, ids, and what a browser says of a run. */
const NO_WORDS =
  /(^|\.)(source|code|values|text|password|current|next|token|email|id|cursor|confirmation|subjectId|filters|query|anchor)(\.|$)|^(results|layers|specs|curve|answers|outputs|choices|options|events)\b/

/** Where words may be written for others to read: whatever has neither a form nor a list of values. */
export function wordsIn(schema: JsonSchema, path: string[] = []): string[][] {
  const choice = schema.anyOf ?? schema.oneOf
  if (choice) {
    const all = choice.flatMap((one) => wordsIn(one, path))
    return all.filter((one, at) => all.findIndex((other) => other.join() === one.join()) === at)
  }
  if (schema.properties)
    return Object.entries(schema.properties).flatMap(([name, one]) => wordsIn(one, [...path, name]))
  const isFree =
    schema.type === 'string' &&
    !schema.enum &&
    schema.const === undefined &&
    !schema.format &&
    !schema.pattern
  return isFree && !NO_WORDS.test(path.join('.')) ? [path] : []
}

/** A name or a title, by what it is called. */
export const isOneLine = (path: readonly string[]): boolean => /name|title|label/i.test(path.join('.'))

/** The body with another text at that place. */
export function withField(body: unknown, [first, ...rest]: readonly string[], value: string): unknown {
  const object = body as Record<string, unknown>
  return { ...object, [first!]: rest.length === 0 ? value : withField(object[first!] ?? {}, rest, value) }
}

/** Words that nobody who reads them would see as they are. */
export const UNSEEN: Record<string, string> = {
  'a zero-width space alone': '\u200B\u200B\u200B\u200B\u200B',
  'a right-to-left override': 'invoice\u202Efdp.exe and words',
  'an isolate that never ends': 'abcd\u2066efgh and words',
  'a NUL': 'abcd\u0000efgh and words',
  'a line end': 'Anna Lee\r\nBcc: all@company.example',
  'an escape': 'abcd\u001B[2Jefgh and words',
  'a filler alone': '\u3164\u3164\u3164\u3164\u3164',
}
/** Words that may be left empty: then nothing visible is nothing at all. */
export const isOptional = (path: readonly string[]): boolean => path.join('.') === 'note'

/** Words of several lines may have line ends, and marks of direction for the words inside. */
export const UNSEEN_IN_TEXTS = new Set(['a zero-width space alone', 'a NUL', 'an escape', 'a filler alone'])
