import 'server-only'
import { z } from 'zod'
import { ERRORS } from './errors'
import type { Route } from './route.server'

const Problem = z.object({
  error: z.object({
    code: z.enum(Object.keys(ERRORS)).describe('Stable; the message is in the reader’s language.'),
    message: z.string(),
    issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  }),
})

/** The description of the whole surface, from the same schemas that judge its requests. */
export function describeApi(routes: readonly Route[], basePath: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of routes) (paths[route.path] ??= {})[route.method.toLowerCase()] = describeRoute(route)
  return {
    openapi: '3.1.0',
    info: { title: 'Zhucai', version: '1' },
    servers: [{ url: basePath }],
    paths,
    components: {
      schemas: { Problem: schemaOf(Problem, 'output') },
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'zhucai',
          description: 'Set by POST /session; named __Host-zhucai over https.',
        },
      },
    },
  }
}

function describeRoute(route: Route): Record<string, unknown> {
  const isOpen = route.permission === 'public'
  const problem = { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } }
  const refused = (description: string) => ({ description, content: problem })
  return {
    operationId: operationId(route),
    summary: route.summary,
    security: isOpen ? [] : [{ session: [] }],
    parameters: [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')],
    ...(route.body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(route.body, 'input') } },
          },
        }
      : {}),
    responses: {
      [route.status ?? 200]: {
        description: 'Done.',
        content: {
          [route.contentType ?? 'application/json']: { schema: schemaOf(route.response, 'output') },
        },
      },
      ...(isOpen
        ? {}
        : {
            401: refused('Nobody is signed in.'),
            403: refused(`Needs the permission ${route.permission}.`),
          }),
      422: refused('The request does not fit the schemas; `issues` names each place.'),
      429: refused(`More than ${route.limit.points} requests in ${route.limit.seconds} s; see Retry-After.`),
      503: refused('The database is away; see Retry-After.'),
    },
  }
}

function parametersOf(schema: z.ZodObject | undefined, place: 'path' | 'query'): Record<string, unknown>[] {
  return Object.entries(schema?.shape ?? {}).map(([name, field]) => ({
    name,
    in: place,
    required: place === 'path' || !(field as z.ZodType).safeParse(undefined).success,
    schema: schemaOf(field as z.ZodType, 'input'),
  }))
}

/** OpenAPI 3.1 takes JSON Schema 2020-12 as it is. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' })
  return rest
}

/** `PUT /lessons/{lesson}/cells/{cell}` → `putLessonsLessonCellsCell`. */
function operationId({ method, path }: Route): string {
  const words = path.split(/[^a-zA-Z0-9]+/).filter(Boolean)
  return method.toLowerCase() + words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('')
}
