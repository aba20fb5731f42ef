import 'server-only'
import { sql } from 'drizzle-orm'
import { catalog } from '../curriculum/catalog.server'
import { unnamed } from '../curriculum/words'
import type { Database } from '../db/client.server'
import type { Names } from './insight'

/** Names of stages and modules as the curriculum writes them, and of the given mentors. */
export async function namesFor(database: Database, mentors: readonly string[] = []): Promise<Names> {
  const { stages } = catalog()
  const rows =
    mentors.length === 0
      ? []
      : await database.execute<{ id: string; name: string }>(
          sql`select id, name from users where id = any(${`{${mentors.join()}}`}::uuid[])`,
        )
  const people = new Map([...rows].map(({ id, name }) => [id, name]))
  return {
    stage: (id) => stages.find((stage) => stage.id === id)?.title ?? unnamed(id),
    module: (stage, id) =>
      stages.find((one) => one.id === stage)?.modules.find((module) => module.id === id)?.title ??
      unnamed(id),
    mentor: (id) => people.get(id),
  }
}
