import 'server-only'
import { sql } from 'drizzle-orm'
import type { Queries } from '../db/client.server'

/** `given`, or a reminder with the day it was about. */
export type Step = { learner: string; assignment: string; step: string }

/** Notes what people are about to be told, in the transaction that tells them. @returns what they had not been told before */
export async function noteTold(tx: Queries, steps: readonly Step[]): Promise<Step[]> {
  if (steps.length === 0) return []
  const news = await tx.execute<Step>(sql`
    insert into assignment_reminders (learner_id, assignment_id, step)
    select learner, assignment, step
    from jsonb_to_recordset((${JSON.stringify(steps)}::text)::jsonb) as given(learner uuid, assignment uuid, step text)
    order by 1, 2, 3 on conflict do nothing
    returning learner_id as learner, assignment_id as assignment, step`)
  return [...news]
}
