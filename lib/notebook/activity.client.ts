'use client'
/** Calls `onMinute` for each minute in which the page was visible and touched. Returns the way to stop. */
export function watchActivity(onMinute: () => void): () => void {
  let touched = false
  const touch = () => {
    touched = true
  }
  const signs = ['pointermove', 'pointerdown', 'keydown', 'scroll'] as const
  for (const sign of signs) addEventListener(sign, touch, { passive: true, capture: true })
  const timer = setInterval(() => {
    if (touched && document.visibilityState === 'visible') onMinute()
    touched = false
  }, 60_000)
  return () => {
    clearInterval(timer)
    for (const sign of signs) removeEventListener(sign, touch, { capture: true })
  }
}
