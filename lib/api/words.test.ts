/** Whatever others read is a line or a text (`lib/text/words`), in every body of every route, found by walking. */
import { describe, expect, test } from 'vitest'
import { routes } from './routes.server'
import {
  inputOf,
  isOneLine,
  isOptional,
  sample,
  UNSEEN,
  UNSEEN_IN_TEXTS,
  withField,
  wordsIn,
} from './shapes.testing'

const places = routes.flatMap((route) => {
  if (!route.body) return []
  const schema = inputOf(route.body)
  return wordsIn(schema).map((path) => ({
    name: `${route.method} ${route.path} ${path.join('.')}`,
    body: route.body!,
    schema,
    path,
  }))
})

test('there are such places', () => expect(places.length).toBeGreaterThan(12))

describe.each(places)('$name', ({ body, schema, path }) => {
  const wrong = Object.entries(UNSEEN).filter(
    ([what]) =>
      (isOneLine(path) || UNSEEN_IN_TEXTS.has(what)) && !(isOptional(path) && what.endsWith('alone')),
  )
  test.each(wrong)('refuses %s', (_, value) => {
    const parsed = body.safeParse(withField(sample(schema), path, value))
    expect(parsed.error?.issues.map((issue) => issue.path[0])).toContain(path[0])
  })
})
