'use client'
/** What shows that a reader has turned to something else. */
const SIGNS = ['keydown', 'pointerdown', 'wheel', 'touchmove'] as const

/** From now on: whether the reader has done nothing, and so still waits for what was asked for. */
export function watchAttention(): { isHere(): boolean; stop(): void } {
  let here = true
  const stop = () => {
    for (const sign of SIGNS) removeEventListener(sign, leave, { capture: true })
  }
  const leave = () => {
    here = false
    stop()
  }
  for (const sign of SIGNS) addEventListener(sign, leave, { passive: true, capture: true })
  return { isHere: () => here, stop }
}
