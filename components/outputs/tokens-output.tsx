import { useTranslations } from 'next-intl'
import type { OutputOf } from '@/lib/runtime/outputs'
import { FigureBox } from './figure-box'
import { stripControls } from './strip-controls'

/** Tokens side by side, each with its number; white space is written visibly. */
export function TokensOutput({ output }: { output: OutputOf<'tokens'> }) {
  const t = useTranslations('outputs')
  const { tokens, total, caption } = output
  return (
    <FigureBox caption={caption}>
      <ol
        className="m-0 flex list-none flex-wrap gap-1 p-0"
        aria-label={caption ?? t('tokens', { count: total })}
      >
        {tokens.map(({ text, id }, index) => (
          <li
            key={index}
            className="m-0 inline-flex flex-col items-center border border-rule px-1.5 py-0.5 font-code"
            style={{ background: `color-mix(in srgb, var(--data-${(index % 5) + 1}) 14%, var(--paper))` }}
          >
            <span className="whitespace-pre text-ink">{visible(text)}</span>
            {id !== undefined && (
              <small className="tabular-nums text-ink-soft" title={t('tokenId', { id })}>
                {id}
              </small>
            )}
          </li>
        ))}
      </ol>
      {total > tokens.length && (
        <p className="m-0 text-ink-faint">{t('cutTokens', { shown: tokens.length, total })}</p>
      )}
    </FigureBox>
  )
}

const visible = (text: string) => {
  const shown = text.replaceAll('\n', '⏎').replaceAll('\t', '⇥').replaceAll(' ', '␣')
  return stripControls(shown) || '∅'
}
