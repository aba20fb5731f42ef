'use client'
import Check from 'lucide-react/icons/check'
import Circle from 'lucide-react/icons/circle'
import { useTranslations } from 'next-intl'
import { useEffect, useState, type ReactNode } from 'react'
import { z } from 'zod'
import { slot } from '@/lib/browser/slot.client'
import { cellAnchor } from '@/lib/content/anchors'
import { taskOf } from '@/lib/notebook/select'
import { useLesson, useNotebook } from '@/lib/notebook/use-notebook.client'
import { STEPS, stepsDone, type Step } from './steps'

/** What this browser keeps for a person: on a shared machine everybody has an own one. */
const Kept = z.object({ open: z.boolean(), done: z.array(z.enum(STEPS)) })

/** A part of a sentence as a link. */
const linkTo = (href: string) =>
  function Place(words: ReactNode) {
    return (
      <a href={href} className="link">
        {words}
      </a>
    )
  }

/** Where each step can be tried in this lesson. */
function usePlaces(): Record<Step, string> {
  const lesson = useLesson()
  const first = (task: 'fill' | 'run') =>
    lesson.cells.find(({ id }) => taskOf(lesson, { id, scratch: false }) === task) ?? lesson.cells[0]
  const at = (cell: { id: string } | undefined) => `#${cell ? cellAnchor(cell.id) : 'main'}`
  const fill = at(first('fill'))
  return {
    run: at(first('run')),
    edit: fill,
    check: fill,
    hint: fill,
    submit: `#submit-${lesson.checks[0]?.id}`,
  }
}

/**
 * How to work with the page, in five steps that tick themselves; folded away and unfolded like any part of the page.
 * What has been done is seen in the lesson; only that a hint was opened, and that the steps are folded, is kept here.
 */
export function Coach() {
  const t = useTranslations('notebook.coach')
  const lesson = useLesson()
  const places = usePlaces()
  const seen = useNotebook((state) => stepsDone(state).join(' '))
  const isNew = !lesson.state.verified && lesson.state.attempts.length === 0
  const [{ open, done: before }, setKept] = useState<z.infer<typeof Kept>>({ open: isNew, done: [] })
  const place = `zhucai:coach:${lesson.userId}`
  const done = STEPS.filter((step) => before.includes(step) || seen.split(' ').includes(step))

  useEffect(() => {
    const kept = Kept.safeParse(slot(place).read())
    // Only the browser knows, so the first picture is the one for newcomers.
    // oxlint-disable-next-line react/set-state-in-effect
    if (kept.success) setKept(kept.data)
    const onToggle = (event: Event) => {
      const hint = event.target instanceof HTMLDetailsElement && event.target.matches('.lesson-hint[open]')
      if (hint) setKept((now) => keep({ ...now, done: [...new Set([...now.done, 'hint' as const])] }))
    }
    const keep = (value: z.infer<typeof Kept>) => {
      slot(place).keep(value)
      return value
    }
    // It does not bubble.
    document.addEventListener('toggle', onToggle, { capture: true })
    return () => document.removeEventListener('toggle', onToggle, { capture: true })
  }, [place])

  function fold(next: boolean) {
    if (next === open) return
    const kept = { open: next, done }
    slot(place).keep(kept)
    setKept(kept)
  }

  return (
    <details
      className="mt-6 border-y border-rule font-ui text-ui print:hidden"
      open={open}
      onToggle={(event) => fold(event.currentTarget.open)}
      data-coach={done.length}
    >
      <summary className="min-h-10 cursor-pointer py-2 text-ink">
        {t('title')}{' '}
        <span className="text-ink-faint tabular-nums">
          {t('count', { done: done.length, all: STEPS.length })}
        </span>
      </summary>
      <ol className="grid gap-2 pb-4">
        {STEPS.map((step) => {
          const isDone = done.includes(step)
          const Icon = isDone ? Check : Circle
          return (
            <li
              key={step}
              className="flex items-start gap-2.5"
              data-step={step}
              data-done={isDone ? '' : undefined}
            >
              <Icon size={16} className="mt-1 shrink-0 text-ink-soft" aria-hidden />
              <span className={isDone ? 'text-ink-faint' : undefined}>
                {isDone && <span className="sr-only">{t('done')}</span>}
                {t.rich(`steps.${step}`, { to: linkTo(places[step]) })}
              </span>
            </li>
          )
        })}
      </ol>
      <output className="sr-only">{t('count', { done: done.length, all: STEPS.length })}</output>
    </details>
  )
}
