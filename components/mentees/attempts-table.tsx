import { ScrollBox } from '@/components/ui/scroll-box'
import { REASONS } from '@/lib/verify/verdict'
import { minute } from '@/lib/insights/dates'
import type { MenteeAttempt } from '@/lib/mentoring/mentee-work.server'
import { percent } from '@/lib/mentoring/queue'
import type { Words } from '@/lib/mentoring/words.server'

type Props = {
  attempts: readonly MenteeAttempt[]
  /** The score that passes, by check. */
  pass: ReadonlyMap<string, number>
  words: Words
}

const TONES = {
  verified: 'text-verdigris',
  refused: 'text-danger',
  waiting: 'text-ink-soft',
} as const satisfies Record<MenteeAttempt['verdict'], string>

export function AttemptsTable({ attempts, pass, words }: Props) {
  return (
    <ScrollBox className="overflow-x-auto" label={words('work.attempts')}>
      <table className="mt-2 w-full text-left text-small">
        <thead className="border-b border-rule text-ink-soft">
          <tr>
            {(['time', 'verdict', 'score', 'reason', 'backend'] as const).map((column) => (
              <th key={column} scope="col" className="py-2 pr-6 font-medium">
                {words(`attempts.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {attempts.map((attempt) => {
            const mark = pass.get(attempt.check)
            return (
              <tr key={attempt.id} className="border-b border-rule align-top">
                <th scope="row" className="whitespace-nowrap py-2 pr-6 font-normal tabular-nums">
                  {minute(attempt.at)}
                </th>
                <td className={`whitespace-nowrap py-2 pr-6 ${TONES[attempt.verdict]}`}>
                  {words(`attempts.${attempt.verdict}`)}
                </td>
                <td className="whitespace-nowrap py-2 pr-6 tabular-nums">
                  {attempt.score !== null && percent(attempt.score)}
                  {mark !== undefined && (
                    <span className="text-ink-faint"> {words('attempts.pass', { pass: percent(mark) })}</span>
                  )}
                </td>
                <td className="py-2 pr-6 text-ink-soft">{reasonText(attempt.reason, words)}</td>
                <td className="py-2 pr-6 font-code text-ink-soft">{attempt.backend}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </ScrollBox>
  )
}

/** A code of an older release has no words any more; it is shown as it is. */
function reasonText(reason: string | null, words: Words): string {
  if (reason === null) return ''
  return (REASONS as readonly string[]).includes(reason) ? words(`reasons.${reason}`) : reason
}
