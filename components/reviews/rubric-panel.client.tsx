'use client'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { callApi } from '@/lib/api/client'
import { useDraft } from '@/lib/browser/draft.client'
import { isTyping, pressed } from '@/lib/browser/keys'
import type { Desk } from '@/lib/reviews/desk'
import { judgePoints, opposite } from '@/lib/reviews/judge-points'
import { levelKeys } from '@/lib/reviews/level-keys'
import { OverrideField } from './override-field.client'
import { RubricField } from './rubric-field.client'

/** The points of a draft; its other field is the summary. */
const pointsOf = (words: Readonly<Record<string, string>>, criteria: Desk['criteria']) =>
  Object.fromEntries(
    criteria.flatMap(({ id }) => (words[`points-${id}`] ? [[id, Number(words[`points-${id}`])]] : [])),
  ) as Record<string, number>

type Props = { desk: Desk; isOpen: boolean }

/** Levels by digit keys, the decision they come to, and the summary. Begins with what this browser kept: not on the server. */
export function RubricPanel({ desk, isOpen }: Props) {
  const t = useTranslations('reviews.desk')
  const shared = useTranslations('reviews')
  const router = useRouter()
  const draft = useDraft('review', desk.submission)
  const points = pointsOf(draft.words, desk.criteria)
  const summary = draft.words['summary'] ?? ''
  // A blank is put before it, so that an empty reason is not the same as none.
  const override = draft.words['override'] ? draft.words['override'].slice(1) : null
  const [current, setCurrent] = useState(0)
  /** What each press changed, so that it can be taken back. */
  const [before, setBefore] = useState<readonly { index: number; value: string }[]>([])
  const [standing, setStanding] = useState({ sending: false, trouble: '' })
  const words = useRef<HTMLTextAreaElement>(null)
  const judged = judgePoints(desk, points)
  const decision =
    judged.kind !== 'judged' ? null : override === null ? judged.decision : opposite(judged.decision)
  const isReady =
    decision !== null && summary.trim() !== '' && (override === null || override.trim().length >= 4)
  const last = desk.criteria.length - 1

  function give(index: number, given: number) {
    const field = `points-${desk.criteria[index]!.id}`
    setBefore([...before, { index, value: draft.words[field] ?? '' }])
    draft.write({ [field]: String(given) })
    setCurrent(Math.min(index + 1, last))
  }

  function takeBack() {
    const latest = before.at(-1)
    if (!latest) return
    draft.write({ [`points-${desk.criteria[latest.index]!.id}`]: latest.value })
    setBefore(before.slice(0, -1))
    setCurrent(latest.index)
  }

  /** @returns whether the key meant something here */
  function act(key: string): boolean {
    const criterion = desk.criteria[current]
    const level = criterion ? levelKeys(criterion).indexOf(key) : -1
    if (criterion && level >= 0) give(current, criterion.levels[level]!.points)
    else if (key === 'Backspace' || key === 'u') takeBack()
    else if (key === 'j') setCurrent(Math.min(current + 1, last))
    else if (key === 'k') setCurrent(Math.max(current - 1, 0))
    else if (key === 's') words.current?.focus()
    else return false
    return true
  }

  useEffect(() => {
    if (!isOpen) return undefined
    const press = (event: KeyboardEvent) =>
      pressed(event, () => {
        if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return
        if (act(event.key)) event.preventDefault()
      })
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  })

  async function decide(event: FormEvent) {
    event.preventDefault()
    if (!isReady || standing.sending) return
    setStanding({ sending: true, trouble: '' })
    const answer = await callApi('POST', `/reviews/${desk.learner}/${desk.submission}/decision`, {
      points,
      summary,
      ...(override !== null && { override: override.trim() }),
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
      <p className="py-2 tabular-nums" aria-live="polite" data-decision={decision ?? 'open'}>
        {t('sum', { sum: judged.sum, most: judged.most, accept: desk.accept.points })}{' '}
        <strong className={decision === 'accepted' ? 'text-verdigris' : ''}>
          {judged.kind === 'incomplete'
            ? t('missing', { count: judged.missing.length })
            : decision && t(`will.${decision}`)}
        </strong>
      </p>
      {desk.override && judged.kind === 'judged' && (
        <OverrideField
          decision={judged.decision}
          isOpen={isOpen}
          reason={override}
          onChange={(reason) => draft.write({ override: reason === null ? '' : ` ${reason}` })}
        />
      )}
      <label htmlFor="summary" className="font-medium">
        {t('summary')}
      </label>
      <textarea
        ref={words}
        id="summary"
        className="field mt-1 w-full"
        rows={4}
        maxLength={4000}
        value={summary}
        disabled={!isOpen}
        onChange={(event) => draft.write({ summary: event.target.value })}
        onKeyDown={(event) =>
          pressed(event, () => {
            if (event.key === 'Escape') event.currentTarget.blur()
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
              event.currentTarget.form?.requestSubmit()
          })
        }
      />
      <div className="flex flex-wrap items-center gap-3 py-2">
        <button
          type="submit"
          className="button button-loud"
          data-action="decide"
          disabled={!isOpen || standing.sending || !isReady}
        >
          {t(`send.${decision ?? 'open'}`)}
        </button>
        <output className="text-caution">{standing.trouble}</output>
      </div>
    </form>
  )
}
