import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { Found } from '@/lib/search/find'

const addressOf = (lesson: string, anchor: string): string =>
  anchor === '' ? `/learn/${lesson}` : `/learn/${lesson}#${encodeURIComponent(anchor)}`

/** Lessons with the passages found. */
export function SearchResults({ found, onOpen }: { found: readonly Found[]; onOpen?: () => void }) {
  const t = useTranslations('search')
  return (
    <ol className="grid grid-cols-[minmax(0,1fr)] gap-6">
      {found.map(({ lesson, title, hits }) => (
        <li key={lesson}>
          <p className="font-body text-lg">{title}</p>
          <ul className="mt-1 border-l border-rule">
            {hits.map((hit) => (
              <li key={`${hit.kind} ${hit.anchor} ${hit.excerpt.map(({ text }) => text).join('')}`}>
                <Link
                  href={addressOf(lesson, hit.anchor)}
                  {...(onOpen && { onClick: onOpen })}
                  className="block py-2 pl-3.5 text-ui hover:bg-paper-sunk focus-visible:bg-paper-sunk"
                >
                  <span className="text-small text-ink-faint">
                    {t(`kind.${hit.kind}`)}
                    {hit.under !== title && hit.kind !== 'heading' && ` · ${hit.under}`}
                  </span>
                  <span
                    className={
                      hit.kind === 'code' || hit.kind === 'formula'
                        ? 'block font-code text-small [overflow-wrap:anywhere]'
                        : 'block [overflow-wrap:anywhere]'
                    }
                  >
                    {hit.excerpt.map((piece, index) =>
                      piece.found ? (
                        // The pieces of one excerpt never change places.
                        // oxlint-disable-next-line react/no-array-index-key
                        <mark key={index} className="bg-ember-wash text-ink">
                          {piece.text}
                        </mark>
                      ) : (
                        piece.text
                      ),
                    )}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  )
}
