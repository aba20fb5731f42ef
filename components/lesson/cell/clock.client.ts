'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { splitDuration } from './duration'

/** The time now, each second while `active`; null on the server and before the first tick, so that both render alike. */
export function useNow(active: boolean): number | null {
  const [now, setNow] = useState<number | null>(null)
  useEffect(() => {
    if (!active) return
    const tick = () => setNow(Date.now())
    tick()
    const timer = setInterval(tick, 1000)
    return () => clearInterval(timer)
  }, [active])
  return now
}

/** Says a length of time in milliseconds in the reader's language. */
export function useDuration(): (ms: number) => string {
  const t = useTranslations('notebook.duration')
  return (ms) => {
    const { unit, value, rest } = splitDuration(ms)
    return t(unit, { value, rest })
  }
}

/** Says how long ago something was: exact below a minute, rounded above. */
export function useAgo(): (ms: number) => string {
  const t = useTranslations('notebook.ago')
  const say = useDuration()
  return (ms) => (ms < 5000 ? t('now') : t('past', { time: say(ms < 60_000 ? ms : ms - (ms % 60_000)) }))
}
