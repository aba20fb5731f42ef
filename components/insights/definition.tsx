import { minute } from '@/lib/insights/dates'
import type { Figure } from '@/lib/insights/figure.server'
import type { Words } from '@/lib/insights/words.server'

type Props = { figure: Figure; words: Words; open?: boolean }

/** How it is counted and when it was: one key away from every figure. */
export function Definition({ figure, words, open = false }: Props) {
  const body = (
    <>
      <p className="max-w-[40em] pb-2 leading-relaxed">{words(`definitions.${figure.key}`)}</p>
      <p className="pb-2 text-ink-faint">{words('asOf', { time: minute(figure.asOf) })}</p>
    </>
  )
  if (open) return <div className="mt-2 text-small text-ink-soft">{body}</div>
  return (
    <details className="text-small text-ink-soft">
      <summary className="flex min-h-10 w-fit cursor-pointer items-center underline decoration-rule-strong underline-offset-4 hover:text-ember">
        {words('howCounted')}
      </summary>
      {body}
    </details>
  )
}
