import type { Locale } from '@/lib/curriculum/ids'
import type { Words } from '@/lib/insights/words.server'

/** Says which conditions of a link made no sense. */
export function Ignored({ names, words, locale }: { names: string[]; words: Words; locale: Locale }) {
  if (names.length === 0) return null
  return (
    <p className="mt-2 text-small text-caution">
      {words('filters.ignored', {
        names: names.map((name) => words(`filters.names.${name}`)).join(locale === 'zh' ? '、' : ', '),
      })}
    </p>
  )
}
