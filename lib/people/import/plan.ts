/** What a file would change: decided from the file and the organisation alone, so that a preview and the deed agree. */
import { type Context, decide, type Decided, readLine, type Read } from './decide'
import type { PeopleFile } from './file'
import { Directory, type Organisation } from './look-up'
import type { Options, Plan, Questions } from './planned'

type Given = {
  organisation: Organisation
  options: Options
  /** `2026-11-20`: who leaves later has not left yet. */
  today: string
  /** Who imports: nobody closes their own account by a file. */
  viewer: string
}

export function planImport(file: PeopleFile, { organisation, options, today, viewer }: Given): Plan {
  const { columns, missing } = file
  const questions: Questions = { dateOrder: null, oddDates: null, absentUnknown: false }
  const plan: Plan = {
    columns,
    missing,
    questions,
    unchanged: 0,
    create: [],
    update: [],
    roles: [],
    leave: [],
    departments: [],
    refused: [],
  }
  if (missing.length > 0) return plan
  const year = Number(today.slice(0, 4))
  const dates = {
    from: year - 75,
    to: year + 2,
    order: options.dateOrder,
    areOddMeant: options.oddDates,
  }
  const directory = new Directory(organisation)
  const context: Context = { organisation, options, today, viewer, dates, questions, directory }
  for (const { line, value } of file.uneven) plan.refused.push({ line, reason: 'columns', value })

  const seen = new Map<string, number>()
  const read: Read[] = []
  for (const line of file.lines) {
    const one = readLine(line, context, seen)
    if ('reason' in one) plan.refused.push(one)
    else read.push(one)
  }
  // Who becomes a mentor is one for every line, wherever they stand; and who leaves is none.
  for (const one of read.toSorted((a, b) => urgency(a) - urgency(b) || a.line - b.line))
    take(plan, decide(one, context))
  plan.departments = [...directory.missing.values()]
  addAbsent(plan, context, seen)
  for (const list of [plan.create, plan.update, plan.roles, plan.refused])
    (list as { line: number }[]).sort((a, b) => a.line - b.line)
  return plan
}

const urgency = ({ standing, role }: Read): number =>
  standing === 'leaves' ? 0 : role !== null && role !== 'trainee' ? 1 : role === 'trainee' ? 2 : 3

function take(plan: Plan, decided: Decided): void {
  if ('reason' in decided) plan.refused.push(decided)
  else if ('person' in decided) plan.create.push(decided)
  else if ('leaver' in decided) plan.leave.push(decided.leaver)
  else if ('isUnchanged' in decided) plan.unchanged++
  else {
    if (decided.role) plan.roles.push(decided.role)
    if (decided.update.fields.length > 0) plan.update.push(decided.update)
    else if (!decided.role) plan.unchanged++
  }
}

/** Whoever is here and not in the file, where somebody said that they have left. Administrators are nobody's leavers. */
function addAbsent(
  plan: Plan,
  { organisation, options, viewer, questions }: Context,
  seen: Map<string, number>,
) {
  questions.absentUnknown = plan.refused.some(
    ({ reason }) => reason === 'columns' || reason === 'bad-number' || reason === 'number-lost',
  )
  if (!options.absent || questions.absentUnknown) return
  for (const [key, { id, name, number, role, isClosed }] of organisation.people) {
    if (seen.has(`number ${key}`) || isClosed || role === 'admin' || id === viewer) continue
    plan.leave.push({ line: null, id, name, number, role })
  }
}
