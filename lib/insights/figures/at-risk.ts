import { atRiskIn, rest, sum } from '../counting'
import type { Insight } from '../insight'

/** People who began and then stopped, or whose runs fail again and again. */
export const atRisk: Insight = {
  key: 'at-risk',
  unit: 'people',
  follows: ['stage'],
  reads: (asked, { today }) => ({ standing: atRiskIn(asked, today) }),
  columns: ['people'],
  drawn: 'bars',
  count({ standing }) {
    const failing = sum(standing, (cell) => rest(cell) === 'failing')
    const idle = sum(standing, (cell) => rest(cell) === 'open')
    return {
      main: failing + idle,
      lines: [
        { id: 'idle', label: 'risk.idle', values: [idle] },
        { id: 'failing', label: 'risk.failing', values: [failing] },
      ],
      more: { idle, failing },
    }
  },
  rowColumns: ['risk', 'lastDay', 'idleDays'],
  row({ standing }, { today }) {
    const [cell] = standing ?? []
    if (!cell) return [null, null, null]
    return [rest(cell) === 'failing' ? 'risk.failing' : 'risk.idle', { day: cell.b }, today - cell.b]
  },
}
