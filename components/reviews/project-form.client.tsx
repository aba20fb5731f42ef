'use client'
import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useState } from 'react'
import { callApi } from '@/lib/api/client'
import { useDraft } from '@/lib/browser/draft.client'
import { pressed } from '@/lib/browser/keys'
import { makeId } from '@/lib/notebook/make-id'
import { useHandle, useLesson, useNotebook } from '@/lib/notebook/use-notebook.client'
import type { ProjectView } from '@/lib/reviews/project-view'
import { gatherWork } from './gather-work'

type Props = {
  sections: ProjectView['card']
  /** The card of the hand-in before, to go on from. */
  before: Readonly<Record<string, string>>
  check: string
  onHandedIn: () => void
}

const lengthOf = (text: string) => [...text.trim()].length

/** The model card, and what goes along with it. What is written stays on this machine until the server has it. */
export function ProjectForm({ sections, before, check, onHandedIn }: Props) {
  const t = useTranslations('reviews.project')
  const shared = useTranslations('reviews')
  const field = useId()
  const lesson = useLesson()
  const notebook = useHandle()
  const draft = useDraft('card', lesson.id, check)
  const card = { ...before, ...draft.words }
  const [id, setId] = useState(() => makeId(Date.now()))
  const [standing, setStanding] = useState<{ sending: boolean; trouble: string; tried: boolean }>({
    sending: false,
    trouble: '',
    tried: false,
  })
  const shown = useNotebook((state) =>
    state.order.reduce((sum, cell) => sum + (state.cells[cell]!.run?.outputs.length ?? 0), 0),
  )
  const cells = useNotebook((state) => state.order.filter((cell) => !state.cells[cell]!.scratch).length)
  const short = sections.filter((section) => lengthOf(card[section.id] ?? '') < section.min)

  function write(section: string, text: string) {
    draft.write({ [section]: text })
    // Other words are another project.
    setId(makeId(Date.now()))
  }

  async function send(event: FormEvent) {
    event.preventDefault()
    if (standing.sending) return
    if (short.length > 0) {
      setStanding({ sending: false, trouble: t('tooShort', { count: short.length }), tried: true })
      document.getElementById(`${field}-${short[0]!.id}`)?.focus()
      return
    }
    setStanding({ sending: true, trouble: '', tried: true })
    const answer = await callApi('POST', `/lessons/${lesson.id}/checks/${check}/project`, {
      id,
      version: lesson.version,
      learner: lesson.userId,
      card,
      ...gatherWork(notebook.getState()),
    })
    setStanding({
      sending: false,
      trouble: answer.ok ? '' : answer.message || shared('offline'),
      tried: true,
    })
    if (!answer.ok) return
    draft.drop()
    onHandedIn()
  }

  return (
    <form onSubmit={(event) => void send(event)} noValidate className="pt-2">
      {sections.map((section) => {
        const length = lengthOf(card[section.id] ?? '')
        const lacks = standing.tried && length < section.min
        const name = `${field}-${section.id}`
        return (
          <div key={section.id} className="py-2">
            <label htmlFor={name} className="font-medium">
              {section.title}
            </label>
            <p id={`${name}-ask`} className="text-ink-soft">
              {section.ask}
            </p>
            <textarea
              id={name}
              name={section.id}
              className="field mt-1 w-full"
              rows={4}
              maxLength={8000}
              value={card[section.id] ?? ''}
              onChange={(event) => write(section.id, event.target.value)}
              onKeyDown={(event) => pressed(event, () => event.stopPropagation())}
              aria-describedby={`${name}-ask ${name}-count`}
              aria-invalid={lacks}
            />
            <p
              id={`${name}-count`}
              className={`text-small tabular-nums ${lacks ? 'text-danger' : 'text-ink-faint'}`}
            >
              {length < section.min ? t('characters', { length, min: section.min }) : t('enough', { length })}
            </p>
          </div>
        )
      })}
      <p className="text-ink-soft">{t('along', { cells, outputs: shown })}</p>
      {shown === 0 && <p className="text-caution">{t('nothingRan')}</p>}
      <div className="flex flex-wrap items-center gap-3 py-2">
        <button
          type="submit"
          className="button button-loud"
          data-action="hand-in"
          disabled={standing.sending}
        >
          {standing.sending ? t('sending') : t('send')}
        </button>
        <output className="text-caution">{standing.trouble}</output>
      </div>
    </form>
  )
}
