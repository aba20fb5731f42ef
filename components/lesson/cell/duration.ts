/** A length of time in the unit a person would say it in; the words are the messages' (`duration.seconds`, …). */
export type Duration = {
  unit: 'milliseconds' | 'seconds' | 'minutes' | 'hours' | 'days'
  value: number
  rest: number
}

export function splitDuration(ms: number): Duration {
  const whole = Math.max(0, ms)
  if (whole < 1000) return { unit: 'milliseconds', value: Math.round(whole), rest: 0 }
  const seconds = whole / 1000
  if (seconds < 10) return { unit: 'seconds', value: Math.floor(seconds * 10) / 10, rest: 0 }
  if (seconds < 60) return { unit: 'seconds', value: Math.floor(seconds), rest: 0 }
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return { unit: 'minutes', value: minutes, rest: Math.floor(seconds % 60) }
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return { unit: 'hours', value: hours, rest: minutes % 60 }
  const days = Math.floor(hours / 24)
  // Nobody asks for the hours of last week.
  return { unit: 'days', value: days, rest: days < 7 ? hours % 24 : 0 }
}
