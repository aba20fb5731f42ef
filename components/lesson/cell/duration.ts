/** A length of time in the unit a person would say it in; the words are the messages' (`duration.seconds`, …). */
export type Duration = { unit: 'milliseconds' | 'seconds' | 'minutes' | 'hours'; value: number; rest: number }

export function splitDuration(ms: number): Duration {
  const whole = Math.max(0, ms)
  if (whole < 1000) return { unit: 'milliseconds', value: Math.round(whole), rest: 0 }
  const seconds = whole / 1000
  if (seconds < 10) return { unit: 'seconds', value: Math.floor(seconds * 10) / 10, rest: 0 }
  if (seconds < 60) return { unit: 'seconds', value: Math.floor(seconds), rest: 0 }
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return { unit: 'minutes', value: minutes, rest: Math.floor(seconds % 60) }
  return { unit: 'hours', value: Math.floor(minutes / 60), rest: minutes % 60 }
}
