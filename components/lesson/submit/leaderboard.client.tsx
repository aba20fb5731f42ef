'use client'
import { useFormatter, useTranslations } from 'next-intl'
import { useCallback, useState } from 'react'
import { ScrollBox } from '@/components/ui/scroll-box'
import { callApi } from '@/lib/api/client'
import { useLesson } from '@/lib/notebook/use-notebook.client'
import { COUNTED_A_DAY } from '@/lib/verify/telling'

type Row = { place: number; name: string; score: number; at: string; mine: boolean }
type Board = {
  metric: 'accuracy' | 'loss' | 'auc' | 'perplexity'
  people: number
  rows: Row[]
  mine: Row | null
}

/** Asked for when it is opened, and again by hand: a list that moves while it is read is no help. */
export function Leaderboard({ check }: { check: string }) {
  const t = useTranslations('leaderboard')
  const { id: lesson } = useLesson()
  const [board, setBoard] = useState<Board | null>(null)
  const [trouble, setTrouble] = useState('')

  const load = useCallback(async () => {
    const answer = await callApi<Board>('GET', `/lessons/${lesson}/checks/${check}/leaderboard`)
    if (answer.ok) setBoard(answer.data)
    setTrouble(answer.ok ? '' : answer.message || t('offline'))
  }, [lesson, check, t])

  return (
    <details
      className="pt-2"
      data-leaderboard={check}
      onToggle={(event) => {
        if (event.currentTarget.open && !board) void load()
      }}
    >
      <summary className="min-h-10 w-fit cursor-pointer py-2 text-ink-soft">{t('title')}</summary>
      <div aria-live="polite">
        {trouble && <p className="text-caution">{trouble}</p>}
        {!board && !trouble && <p className="text-ink-soft">{t('loading')}</p>}
      </div>
      {board && (
        <>
          <p className="text-small text-ink-soft">
            {t('about', { count: COUNTED_A_DAY, people: board.people })}
          </p>
          {board.rows.length === 0 ? <p className="py-2">{t('empty')}</p> : <Table board={board} />}
          <button type="button" className="button mt-2" onClick={() => void load()}>
            {t('refresh')}
          </button>
        </>
      )}
    </details>
  )
}

function Table({ board }: { board: Board }) {
  const t = useTranslations('leaderboard')
  const format = useFormatter()
  const isShare = board.metric === 'accuracy'
  const say = (score: number) =>
    isShare
      ? format.number(score, { style: 'percent', minimumFractionDigits: 2 })
      : format.number(score, { minimumFractionDigits: 4, maximumFractionDigits: 4 })
  return (
    <ScrollBox className="overflow-x-auto" label={t('title')}>
      <table className="mt-1 w-full text-left tabular-nums">
        <thead className="border-b border-rule text-ink-soft">
          <tr>
            <th scope="col" className="w-16 py-1.5 pr-4 font-medium">
              {t('place')}
            </th>
            <th scope="col" className="py-1.5 pr-4 font-medium">
              {t('name')}
            </th>
            <th scope="col" className="py-1.5 pr-4 text-right font-medium">
              {t(`metric.${board.metric}`)}
            </th>
            <th scope="col" className="py-1.5 text-right font-medium">
              {t('when')}
            </th>
          </tr>
        </thead>
        <tbody>
          {[...board.rows, ...(board.mine ? [board.mine] : [])].map((row, index) => (
            <tr
              key={index}
              className={`border-b border-rule ${row.mine ? 'bg-paper-sunk font-semibold' : ''}`}
              data-mine={row.mine ? '' : undefined}
            >
              <td className="py-1.5 pr-4">{row.place}</td>
              <th scope="row" className="py-1.5 pr-4 font-normal">
                <bdi>{row.name}</bdi>
                {row.mine && ` · ${t('you')}`}
              </th>
              <td className="py-1.5 pr-4 text-right">{say(row.score)}</td>
              <td className="py-1.5 text-right text-ink-soft">
                {format.dateTime(new Date(row.at), { dateStyle: 'medium' })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}
