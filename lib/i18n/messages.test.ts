import { createTranslator } from 'next-intl'
import { describe, expect, test } from 'vitest'
import { ERRORS } from '../api/errors'
import { LOCALES } from '../curriculum/ids'
import { argumentsOf } from './arguments'
import { loadMessages, type Messages } from './messages.server'

/** Every message by its dotted key. */
function flatten(messages: Messages, prefix = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(messages).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [[prefix + key, value]]
        : Object.entries(flatten(value, `${prefix}${key}.`)),
    ),
  )
}

const zh = loadMessages('zh')
const en = loadMessages('en')

test('both languages have the same namespaces', () => {
  expect(Object.keys(en)).toEqual(Object.keys(zh))
})

describe.each(Object.keys(zh))('namespace %s', (namespace) => {
  const [chinese, english] = [flatten(zh[namespace] ?? {}), flatten(en[namespace] ?? {})]

  test('has the same keys in both languages', () => {
    expect(Object.keys(english).toSorted()).toEqual(Object.keys(chinese).toSorted())
  })

  test('takes the same arguments in both languages', () => {
    // Chinese has no plural forms: what English counts by, Chinese may write as a number or leave out.
    const names = (message: string | undefined, other: string | undefined) =>
      [
        ...new Set(
          argumentsOf(message ?? '')
            .filter(
              (argument) =>
                !/:(plural|selectordinal)$/.test(argument) || other?.includes(argument.split(':')[0]!),
            )
            .map((argument) => argument.replace(/:(plural|selectordinal|number)$/, '')),
        ),
      ].toSorted()
    const differing = Object.keys(chinese).filter(
      (key) => String(names(chinese[key], english[key])) !== String(names(english[key], chinese[key])),
    )
    expect(differing).toEqual([])
  })

  test('leaves nothing empty, and says nothing loudly', () => {
    const all = [...Object.entries(chinese), ...Object.entries(english)]
    expect(all.filter(([, text]) => text.trim() === '' || /[!！]/.test(text))).toEqual([])
  })

  test.each(LOCALES)('every message can be formatted in %s', (locale) => {
    const flat = locale === 'zh' ? chinese : english
    const faults: string[] = []
    const say = createTranslator({
      locale,
      messages: loadMessages(locale),
      namespace,
      timeZone: 'UTC',
      onError: (error) => faults.push(error.message),
    })
    const format = say.rich as (key: string, values: Record<string, unknown>) => unknown
    for (const [key, text] of Object.entries(flat)) format(key, valuesFor(text))
    expect(faults).toEqual([])
  })
})

/** Something fitting for each argument of a message. */
function valuesFor(text: string): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const argument of argumentsOf(text)) {
    const [name = '', kind] = argument.split(':')
    if (argument.startsWith('<')) values[argument.slice(1, -1)] = (chunks: unknown) => chunks
    else if (kind === 'date' || kind === 'time') values[name] = new Date(0)
    else values[name] = kind === undefined || kind === 'select' ? 'word' : 3
  }
  return values
}

describe('errors', () => {
  test.each(LOCALES)('every code has its words in %s, with plain arguments only', (locale) => {
    const messages = loadMessages(locale)['errors'] ?? {}
    expect(Object.keys(messages).toSorted()).toEqual(Object.keys(ERRORS).toSorted())
    for (const text of Object.values(messages)) {
      for (const argument of argumentsOf(String(text))) expect(['origin', 'seconds']).toContain(argument)
    }
  })
})
