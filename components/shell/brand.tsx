/** The mark: a mould with molten metal in it. */
export function Brand() {
  return (
    <>
      <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
        <path d="M3 4h18v3h-2.5v9.5A4.5 4.5 0 0 1 14 21h-4a4.5 4.5 0 0 1-4.5-4.5V7H3z" fill="currentColor" />
        <path
          d="M8.5 11.5c1.2-1 2.3 1 3.5 0s2.3-1 3.5 0v5a2 2 0 0 1-2 2h-3a2 2 0 0 1-2-2z"
          fill="var(--ember)"
        />
      </svg>
      <span className="text-lg tracking-wide">铸才</span>
      <span className="hidden text-small font-normal text-ink-faint lg:inline">Zhucai</span>
    </>
  )
}
