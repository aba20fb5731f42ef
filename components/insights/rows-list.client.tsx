'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { type ReactNode, type UIEvent, useRef, useState } from 'react'
import { callApi } from '@/lib/api/client'
import { windowOf } from './window-of'

type Cell = string | number
type Page = { headings: string[]; rows: Cell[][]; people: string[]; next: string | null }

type Props = {
  /** The table's name for those who do not see it. */
  label: string
  /** Of the API below /api/v1, with filters, to which `cursor` is added. */
  path: string
  first: Page
}

const ROW = 40
const HEIGHT = 560

/**
 * A list of any length: only the rows in view are in the page, and further ones are read as the reader comes near the
 * end. Every row has one line and the same height; a cut text is whole in its title and in the export.
 */
export function RowsList({ label, path, first }: Props) {
  const say = useTranslations('insights.rows')
  const [rows, setRows] = useState(first.rows)
  const [people, setPeople] = useState(first.people)
  const [next, setNext] = useState(first.next)
  const [standing, setStanding] = useState<'idle' | 'reading' | 'failed'>('idle')
  const [scrolled, setScrolled] = useState(0)
  const reading = useRef(false)

  const readMore = async () => {
    if (next === null || reading.current) return
    reading.current = true
    setStanding('reading')
    const answer = await callApi<Page>(
      'GET',
      `${path}${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(next)}`,
    )
    reading.current = false
    if (!answer.ok) return setStanding('failed')
    setRows((before) => [...before, ...answer.data.rows])
    setPeople((before) => [...before, ...answer.data.people])
    setNext(answer.data.next)
    setStanding('idle')
  }

  const view = windowOf(scrolled, HEIGHT, ROW, rows.length)
  return (
    <>
      <Scrolling
        label={label}
        onScroll={(top, left) => {
          setScrolled(top)
          if (left < HEIGHT && standing !== 'failed') void readMore()
        }}
      >
        <table className="w-full text-left text-small" aria-rowcount={next === null ? rows.length + 1 : -1}>
          <thead className="sticky top-0 bg-paper text-ink-soft">
            <tr aria-rowindex={1}>
              {first.headings.map((heading, column) => (
                <th
                  key={heading}
                  scope="col"
                  className={`h-10 whitespace-nowrap border-b border-rule-strong pr-4 font-medium ${typeof rows[0]?.[column] === 'number' ? 'text-right' : ''}`}
                >
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <Gap height={view.first * ROW} columns={first.headings.length} />
            {rows.slice(view.first, view.last).map((row, index) => (
              <tr
                key={String(row[1])}
                aria-rowindex={view.first + index + 2}
                className="border-b border-rule"
                style={{ height: ROW }}
              >
                {row.map((cell, column) => (
                  <td
                    key={column}
                    title={String(cell)}
                    className={`max-w-64 truncate pr-4 ${typeof cell === 'number' ? 'text-right tabular-nums' : ''}`}
                  >
                    {column === 0 ? (
                      <Link
                        href={`/people/${people[view.first + index]}`}
                        prefetch={false}
                        className="link inline-flex min-h-6 items-center"
                      >
                        <bdi>{cell}</bdi>
                      </Link>
                    ) : (
                      cell
                    )}
                  </td>
                ))}
              </tr>
            ))}
            <Gap height={(rows.length - view.last) * ROW} columns={first.headings.length} />
          </tbody>
        </table>
      </Scrolling>
      <output className="mt-2 flex min-h-10 items-center gap-4 text-small text-ink-soft">
        {standing === 'reading'
          ? say('loading')
          : standing === 'failed'
            ? say('failed')
            : say(next === null ? 'end' : 'loaded', { count: rows.length })}
        {standing === 'failed' && (
          <button type="button" className="button" onClick={() => void readMore()}>
            {say('retry')}
          </button>
        )}
      </output>
    </>
  )
}

type ScrollingProps = {
  label: string
  /** Pixels above the visible part, and pixels below it. */
  onScroll: (above: number, below: number) => void
  children: ReactNode
}

function Scrolling({ label, onScroll, children }: ScrollingProps) {
  const tell = ({ currentTarget: box }: UIEvent<HTMLDivElement>) =>
    onScroll(box.scrollTop, box.scrollHeight - box.scrollTop - box.clientHeight)
  const looks = { className: 'mt-2 overflow-auto border-y border-rule-strong', style: { maxHeight: HEIGHT } }
  return (
    // A box that scrolls must take the focus, or the keyboard cannot scroll it; a fieldset is no box for rows.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role
    <div role="group" tabIndex={0} aria-label={label} onScroll={tell} {...looks}>
      {children}
    </div>
  )
}

/** Keeps the place of rows that are not drawn. */
function Gap({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null
  return (
    <tr aria-hidden="true" style={{ height }}>
      <td colSpan={columns}>{'\u00A0'}</td>
    </tr>
  )
}
