import { ScrollBox } from '@/components/ui/scroll-box'
import { COLUMNS, entryCells, type Wording } from '@/lib/audit/entry'
import type { AuditRow } from '@/lib/audit/list.server'

const NARROW = new Set<string>(['time', 'action', 'address', 'device'])

export function AuditTable({ rows, wording }: { rows: AuditRow[]; wording: Wording }) {
  const { say } = wording
  return (
    <ScrollBox className="mt-6 overflow-x-auto" label={say('title')}>
      <table className="w-full text-left text-small">
        <thead className="border-b border-rule-strong text-ink-soft">
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className="whitespace-nowrap py-2 pr-6 font-medium">
                {say(`columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const cells = entryCells(row, wording)
            return (
              <tr key={row.id} className="border-b border-rule align-top">
                {COLUMNS.map((column) => (
                  <td
                    key={column}
                    className={`py-2 pr-6 ${NARROW.has(column) ? 'whitespace-nowrap' : 'min-w-32 [overflow-wrap:anywhere]'} ${column === 'details' ? 'text-ink-soft' : ''}`}
                  >
                    <bdi>{cells[column]}</bdi>
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </ScrollBox>
  )
}
