/** What matters this week, in a sentence or two. */
import type { Locale } from '@/lib/curriculum/ids'
import type { Figure } from '@/lib/insights/figure.server'
import { sayLabel, type Say } from '@/lib/insights/row-table'

/**
 * @param figure the figure `week`
 * @param people how many the group has; nobody is not "too few"
 */
export function leadText(figure: Figure, people: number, words: Say, locale: Locale): string {
  if (people === 0) return words('lead.nobody')
  if (figure.kind !== 'shown') return words('lead.hidden')
  const verified = figure.main ?? 0
  const { before = 0, atRisk = 0 } = figure.more ?? {}
  const most = mostAtRisk(figure.lines)
  const achieved =
    verified === 0
      ? words('lead.none', { before })
      : words('lead.verified', {
          verified,
          change: verified > before ? 'more' : verified < before ? 'fewer' : 'same',
          by: Math.abs(verified - before),
        })
  const risk = words('lead.risk', {
    atRisk,
    most: most === null ? 'no' : 'yes',
    department: most === null ? '' : sayLabel(most.label, words, locale),
    people: most?.people ?? 0,
  })
  return locale === 'zh' ? achieved + risk : `${achieved} ${risk}`
}

type Lines = Extract<Figure, { kind: 'shown' }>['lines']

/** The department that stands out, where one does and there is more than one to compare. */
function mostAtRisk(lines: Lines) {
  const [first, second] = lines
    .flatMap(({ label, values }) => (values[1] ? [{ label, people: values[1] }] : []))
    .toSorted((a, b) => b.people - a.people)
  return !first || lines.length < 2 || first.people < 2 || first.people === second?.people ? null : first
}
