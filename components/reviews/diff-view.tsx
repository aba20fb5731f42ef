import { ScrollBox } from '@/components/ui/scroll-box'
import type { DiffLine } from '@/lib/reviews/diff'

const MARKS = { same: ' ', added: '+', removed: '−' } as const
const TONES = {
  same: 'text-ink-soft',
  added: 'bg-verdigris-wash text-ink',
  removed: 'bg-danger-wash text-ink',
} as const

/** Added and removed lines by sign as well as by colour. */
export function DiffView({ lines, label }: { lines: readonly DiffLine[]; label: string }) {
  return (
    <ScrollBox className="mt-1 overflow-x-auto bg-paper-sunk py-1 font-code text-[0.875rem]" label={label}>
      <ol>
        {lines.map(({ kind, text }, index) => (
          <li key={index} className={`flex ${TONES[kind]}`} data-diff={kind}>
            <span className="w-8 shrink-0 text-center">{MARKS[kind]}</span>
            <code className="whitespace-pre pr-4 leading-relaxed">{text || ' '}</code>
          </li>
        ))}
      </ol>
    </ScrollBox>
  )
}
