import type { Standing } from './standing'

/** Empty, half and full: told apart by shape as well as by colour. The word stands beside it. */
export function StandingMark({ standing }: { standing: Standing }) {
  const colour =
    standing === 'verified' ? 'text-verdigris' : standing === 'open' ? 'text-ember' : 'text-ink-faint'
  return (
    <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" className={`shrink-0 ${colour}`}>
      <circle cx="10" cy="10" r="8" fill="var(--paper)" stroke="currentColor" strokeWidth="1.5" />
      {standing === 'open' && <path d="M10 4.5a5.5 5.5 0 0 1 0 11z" fill="currentColor" />}
      {standing === 'verified' && (
        <>
          <circle cx="10" cy="10" r="8" fill="currentColor" />
          <path d="m6.2 10.3 2.6 2.6 5-5.4" fill="none" stroke="var(--paper)" strokeWidth="1.8" />
        </>
      )}
    </svg>
  )
}
