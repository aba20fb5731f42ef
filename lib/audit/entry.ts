/** One entry in words: the page and the file show the same cells under the same headings. */
import type { Locale } from '../curriculum/ids'
import { minute } from '../insights/dates'
import { isAction } from './actions'
import type { AuditRow } from './list.server'
import type { Names } from './names.server'
import type { Words } from './words.server'

export const COLUMNS = ['time', 'actor', 'action', 'subject', 'details', 'address', 'device'] as const
export type Column = (typeof COLUMNS)[number]

export type Wording = { locale: Locale; say: Words; names: Names }

export function entryCells(row: AuditRow, wording: Wording): Record<Column, string> {
  const { say } = wording
  return {
    time: minute(row.at),
    actor: actorText(row, say),
    // An action of an older version keeps its code: better than nothing, and findable.
    action: isAction(row.action) ? say(`actions.${row.action.replace('.', ' ')}`) : row.action,
    subject: subjectText(row, wording),
    details: detailsText(row, wording),
    address: row.address ?? '',
    device: row.device ?? '',
  }
}

const actorText = ({ action, actorId, actor, actorThen }: AuditRow, say: Words): string => {
  if (actorId === null) return say(action === 'sign-in.refused' ? 'somebody' : 'system')
  return nowAndThen(actor, actorThen, say) ?? actorId
}

/** `王芳（当时叫王小芳）`. Of an erased person only the dash is left. */
function nowAndThen(now: string | null, then: string | null, say: Words): string | null {
  if (now === null) return then
  return then === null || then === now || now === '—' ? now : say('formerly', { now, before: then })
}

function subjectText(
  { subject, subjectThen, actorId, data }: AuditRow,
  { locale, say, names }: Wording,
): string {
  const [kind = '', id = ''] = subject.split(' ', 2)
  const learner = typeof data['learner'] === 'string' ? data['learner'] : undefined
  const person = kind === 'user' ? id : learner
  if (person !== undefined) {
    if (person === actorId) return say('self')
    return nowAndThen(names.get(person)?.[locale] ?? null, subjectThen, say) ?? person
  }
  if (say.has(`subjects.${kind}`)) {
    const name = names.get(id)?.[locale] ?? [data['nameZh'], data['nameEn']][locale === 'zh' ? 0 : 1]
    return say(`subjects.${kind}`, { name: typeof name === 'string' ? name : id }).trim()
  }
  return names.get(subject)?.[locale] ?? subject
}

function detailsText({ data, count }: AuditRow, wording: Wording): string {
  const { say } = wording
  const { before, after, from, to, learner: _, ...rest } = data
  const parts = [
    ...(count > 1 ? [say('times', { count })] : []),
    ...changes(before, after, wording),
    ...(to === undefined ? [] : [`${spell(from, wording)} → ${spell(to, wording)}`]),
    ...Object.entries(rest).flatMap(([name, value]) =>
      isEmpty(value) ? [] : [`${label(name, say)}${say('colon')}${spell(value, wording)}`],
    ),
  ]
  return parts.join(say('separator'))
}

const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === '' ||
  (typeof value === 'object' && value !== null && Object.keys(value).length === 0)

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {}

function changes(before: unknown, after: unknown, wording: Wording): string[] {
  // A check that was run again says its verdicts, not fields.
  if (typeof after === 'string') return [`${spell(before, wording)} → ${spell(after, wording)}`]
  const was = asRecord(before)
  return Object.entries(asRecord(after)).map(
    ([name, value]) =>
      `${label(name, wording.say)}${wording.say('colon')}${spell(was[name], wording)} → ${spell(value, wording)}`,
  )
}

const label = (name: string, say: Words): string => (say.has(`fields.${name}`) ? say(`fields.${name}`) : name)

function spell(value: unknown, wording: Wording): string {
  const { say, names, locale } = wording
  if (value === null || value === undefined || value === '') return say('nothing')
  if (Array.isArray(value)) return value.map((one) => spell(one, wording)).join(say('comma'))
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([name, one]) => `${label(name, say)} ${spell(one, wording)}`)
      .join(say('comma'))
  const text = String(value)
  return (
    names.get(text)?.[locale] ??
    (say.has(`values.${text}`)
      ? say(`values.${text}`)
      : say.has(`fields.${text}`)
        ? say(`fields.${text}`)
        : text)
  )
}
