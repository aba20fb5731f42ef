import 'server-only'
import { stringify } from 'csv-stringify/sync'
import { audit } from '../api/audit.server'
import type { Viewer } from '../auth/permissions'
import { db, type Database } from '../db/client.server'
import { inSnapshot } from '../db/snapshot.server'
import { COLUMNS, entryCells } from './entry'
import { type AuditFilters, writeAuditFilters } from './filters'
import { everyAudit } from './list.server'
import { auditWords } from './words.server'

// Excel takes a file for UTF-8 by its mark, and a cell that begins with = + - @ for a formula.
const write = (rows: string[][], isFirst: boolean): string =>
  stringify(rows, { bom: isFirst, escape_formulas: true, record_delimiter: 'windows' })

/**
 * All entries under these filters, newest first, as CSV text in pieces, as of one moment: the cells of the page, and
 * behind them the codes and ids for programs. The reading is itself an entry.
 */
export async function* auditCsv(
  viewer: Viewer<'audit.read'>,
  filters: AuditFilters,
  database: Database = db(),
): AsyncGenerator<string> {
  // The words looked for may be somebody's name: only which filters were set is kept.
  const asked = [...writeAuditFilters(filters).keys()]
  await audit(database, viewer, 'audit.exported', 'audit', { filters: asked })
  const { locale } = viewer
  const say = auditWords(locale)
  yield write(
    [[...COLUMNS.map((column) => say(`columns.${column}`)), 'action', 'actor_id', 'subject', 'data']],
    true,
  )
  for await (const { rows, names } of inSnapshot(database, (tx) => everyAudit(viewer, filters, tx)))
    yield write(
      rows.map((row) => {
        const cells = entryCells(row, { locale, say, names })
        return [
          ...COLUMNS.map((column) => cells[column]),
          row.action,
          row.actorId ?? '',
          row.subject,
          JSON.stringify(row.data),
        ]
      }),
      false,
    )
}
