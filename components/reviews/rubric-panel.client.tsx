'use client'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { type FormEvent, useEffect, useState } from 'react'
import { callApi } from '@/lib/api/client'
import type { Desk } from '@/lib/reviews/desk'
import { judgePoints } from '@/lib/reviews/judge-points'
import { openDraft } from './draft.client'
import { RubricField } from './rubric-field.client'

/** Digits are for the rubric unless they are being typed somewhere. */
const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLTextAreaElement ||
  target instanceof HTMLSelectElement ||
  (target instanceof HTMLInputElement && target.type !== 'radio')

/** Levels by digit keys, the decision they come to, and the summary. Begins with what this browser kept: not on the server. */
export function RubricPanel({ desk, isOpen }: { desk: Desk; isOpen: boolean }) {
  const t = useTranslations('reviews.desk')
  const shared = useTranslations('reviews')
  const router = useRouter()
  const [draft] = useState(() => openDraft('review', desk.viewer, desk.submission))
  const [points, setPoints] = useState<Record<string, number>>(() => {
    const { summary: _, ...kept } = draft.read()
    return Object.fromEntries(Object.entries(kept).map(([id, value]) => [id, Number(value)]))
  })
  const [summary, setSummary] = useState(() => draft.read()['summary'] ?? '')
  const [current, setCurrent] = useState(0)
  const [standing, setStanding] = useState({ sending: false, trouble: '' })
  const judged = judgePoints(desk, points)

  function keep(next: Record<string, number>, words: string) {
    draft.keep({
      ...Object.fromEntries(Object.entries(next).map(([id, value]) => [id, String(value)])),
      summary: words,
    })
  }

  function give(index: number, given: number) {
    const next = { ...points, [desk.criteria[index]!.id]: given }
    setPoints(next)
    keep(next, summary)
    setCurrent(Math.min(index + 1, desk.criteria.length - 1))
  }

  useEffect(() => {
    if (!isOpen) return undefined
    function press(event: KeyboardEvent) {
      if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return
      const level = desk.criteria[current]?.levels[Number(event.key) - 1]
      if (!/^[1-9]$/.test(event.key) || !level) return
      event.preventDefault()
      give(current, level.points)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  })

  async function decide(event: FormEvent) {
    event.preventDefault()
    if (judged.kind !== 'judged' || standing.sending) return
    setStanding({ sending: true, trouble: '' })
    const answer = await callApi('POST', `/reviews/${desk.learner}/${desk.submission}/decision`, {
      points,
      summary,
    })
    if (!answer.ok) {
      const trouble = answer.status === 409 ? t('lost') : answer.message || shared('offline')
      setStanding({ sending: false, trouble })
      return
    }
    draft.drop()
    router.refresh()
  }

  return (
    <form onSubmit={(event) => void decide(event)} aria-labelledby="rubric">
      <h2 id="rubric" className="border-t border-rule-strong pt-3 font-body text-xl">
        {t('rubric')}
      </h2>
      <p className="text-small text-ink-soft">{isOpen ? t('keys') : t('claimFirst')}</p>
      {desk.criteria.map((criterion, index) => (
        <RubricField
          key={criterion.id}
          criterion={criterion}
          given={points[criterion.id]}
          isCurrent={isOpen && index === current}
          isOpen={isOpen}
          onGive={(given) => give(index, given)}
          onFocus={() => setCurrent(index)}
        />
      ))}
      <p
        className="py-2 tabular-nums"
        aria-live="polite"
        data-decision={judged.kind === 'judged' ? judged.decision : 'open'}
      >
        {t('sum', { sum: judged.sum, most: judged.most, accept: desk.accept.points })}{' '}
        <strong
          className={judged.kind === 'judged' && judged.decision === 'accepted' ? 'text-verdigris' : ''}
        >
          {judged.kind === 'judged'
            ? t(`will.${judged.decision}`)
            : t('missing', { count: judged.missing.length })}
        </strong>
      </p>
      <label htmlFor="summary" className="font-medium">
        {t('summary')}
      </label>
      <textarea
        id="summary"
        className="field mt-1 w-full"
        rows={4}
        maxLength={4000}
        value={summary}
        disabled={!isOpen}
        onChange={(event) => {
          setSummary(event.target.value)
          keep(points, event.target.value)
        }}
      />
      <div className="flex flex-wrap items-center gap-3 py-2">
        <button
          type="submit"
          className="button button-loud"
          data-action="decide"
          disabled={!isOpen || standing.sending || judged.kind !== 'judged' || summary.trim() === ''}
        >
          {judged.kind === 'judged' ? t(`send.${judged.decision}`) : t('send.open')}
        </button>
        <output className="text-caution">{standing.trouble}</output>
      </div>
    </form>
  )
}
