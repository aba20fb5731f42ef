import { getFormatter, getTranslations } from 'next-intl/server'

type Props = {
  message: 'mine.issued' | 'mine.revoked' | 'mine.replaced'
  day: Date
  count?: number
  className?: string
}

/** A sentence with a day in it. */
export async function DayText({ message, day, count = 0, className }: Props) {
  const [t, format] = await Promise.all([getTranslations('certificates'), getFormatter()])
  const text = format.dateTime(day, { dateStyle: 'long' })
  return <span className={`text-small ${className ?? ''}`}>{t(message, { day: text, count })}</span>
}
