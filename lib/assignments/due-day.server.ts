import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { GRACE_DAYS } from './decide'

type Columns = { dueOn: SQL; dueDays: SQL; givenAt: SQL; since: SQL; extendedTo: SQL }

/** The rule of `dueDayOf`, as the database says it. `greatest` passes over nulls. */
export const dueDaySql = ({ dueOn, dueDays, givenAt, since, extendedTo }: Columns): SQL =>
  sql`greatest(${extendedTo}, case when ${since} <= (${givenAt} at time zone 'Asia/Shanghai')::date then ${dueOn}
    else coalesce(${since} + ${dueDays}, greatest(${dueOn}, ${since} + ${GRACE_DAYS}::int)) end)`
