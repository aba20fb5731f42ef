'use client'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import type { RerunFlip, RerunView } from './use-rerun.client'

type Props = { rerun: RerunView; title: string; onConfirm: (losses: number) => Promise<boolean> }

const WHY = ['inputs-changed', 'not-stored', 'points-missing', 'busy'] as const

/** Who would pass, who would no longer, by name; and the confirmation, which names how many lose something. */
export function RerunResult({ rerun, title, onConfirm }: Props) {
  const t = useTranslations('reruns')
  const field = useId()
  const [agreed, setAgreed] = useState(false)
  const [sending, setSending] = useState(false)
  const gained = rerun.flips.filter(({ direction }) => direction === 'gained')
  const lost = rerun.flips.filter(({ direction }) => direction === 'lost')
  const isApplied = rerun.state === 'applied'

  async function confirm() {
    setSending(true)
    await onConfirm(lost.length)
    setSending(false)
  }

  return (
    <section aria-labelledby={`${field}-result`}>
      <h2 id={`${field}-result`} className="border-t border-rule-strong pt-3 font-body text-xl">
        {title} · <span className="font-code text-lg">{rerun.check}</span>
      </h2>
      <p className="mt-1" data-changes={rerun.changes}>
        {t('summary', { attempts: rerun.attempts, changes: rerun.changes })}
      </p>
      {WHY.flatMap((why) => {
        const count = rerun.untellable[why]
        return count ? (
          <p key={why} className="text-small text-ink-soft">
            {t(`untellable.${why}`, { count })}
          </p>
        ) : (
          []
        )
      })}
      <div className="mt-4 grid gap-8 sm:grid-cols-2">
        <People title={t('lost', { count: lost.length })} flips={lost} none={t('noneLost')} />
        <People title={t('gained', { count: gained.length })} flips={gained} none={t('noneGained')} />
      </div>
      {isApplied ? (
        <p className="mt-6 text-verdigris">{t('applied')}</p>
      ) : rerun.changes === 0 ? (
        <p className="mt-6 text-ink-soft">{t('nothing')}</p>
      ) : (
        <div className="mt-6">
          {lost.length > 0 && (
            <label htmlFor={`${field}-agreed`} className="flex min-h-10 items-center gap-2">
              <input
                id={`${field}-agreed`}
                type="checkbox"
                className="size-5"
                checked={agreed}
                onChange={(event) => setAgreed(event.target.checked)}
              />
              {t('agree', { count: lost.length })}
            </label>
          )}
          <button
            type="button"
            className="button button-loud mt-2"
            data-action="confirm"
            disabled={sending || (lost.length > 0 && !agreed)}
            onClick={() => void confirm()}
          >
            {t('confirm', { changes: rerun.changes })}
          </button>
        </div>
      )}
    </section>
  )
}

function People({ title, flips, none }: { title: string; flips: readonly RerunFlip[]; none: string }) {
  const t = useTranslations('reruns')
  return (
    <div>
      <h3 className="font-medium">{title}</h3>
      {flips.length === 0 ? (
        <p className="text-ink-soft">{none}</p>
      ) : (
        <ul className="max-h-[24rem] overflow-y-auto">
          {flips.map((flip) => (
            <li key={flip.learner} className="border-b border-rule py-1.5" data-flip={flip.direction}>
              <bdi>{flip.name}</bdi>
              {flip.lesson !== 'same' && (
                <span
                  className={`ml-2 text-small ${flip.lesson === 'lost' ? 'text-danger' : 'text-verdigris'}`}
                >
                  {t(`whole.${flip.lesson}`)}
                </span>
              )}
              {flip.shakesCertificate && (
                <span className="block text-small text-ink-soft">{t('shakesCertificate')}</span>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
