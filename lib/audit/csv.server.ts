import 'server-only'
import { stringify } from 'csv-stringify/sync'
import { audit } from '../api/audit.server'
import type { Viewer } from '../auth/permissions'
import { db, type Database } from '../db/client.server'
import { inSnapshot } from '../db/snapshot.server'
import { minute } from '../insights/dates'
import { type AuditFilters, writeAuditFilters } from './filters'
import { everyAudit } from './list.server'

const HEADING = ['time', 'actor', 'actor_id', 'action', 'subject', 'data']

// Excel takes a file for UTF-8 by its mark, and a cell that begins with = + - @ for a formula.
const write = (rows: string[][], isFirst: boolean): string =>
  stringify(rows, { bom: isFirst, escape_formulas: true, record_delimiter: 'windows' })

/** All entries under these filters, newest first, as CSV text in pieces, as of one moment. The reading is itself an entry. */
export async function* auditCsv(
  viewer: Viewer<'audit.read'>,
  filters: AuditFilters,
  database: Database = db(),
): AsyncGenerator<string> {
  // The words looked for may be somebody's name: only which filters were set is kept.
  const asked = [...writeAuditFilters(filters).keys()]
  await audit(database, viewer, 'audit.exported', 'audit', { filters: asked })
  yield write([HEADING], true)
  for await (const rows of inSnapshot(database, (tx) => everyAudit(viewer, filters, tx)))
    yield write(
      rows.map(({ at, actor, actorId, action, subject, data }) => [
        minute(at),
        actor ?? '',
        actorId ?? '',
        action,
        subject,
        JSON.stringify(data),
      ]),
      false,
    )
}
