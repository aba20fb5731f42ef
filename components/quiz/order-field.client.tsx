'use client'
import ArrowDown from 'lucide-react/icons/arrow-down'
import ArrowUp from 'lucide-react/icons/arrow-up'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import type { PublicQuestion } from '@/lib/checks/quiz'
import { move } from './answering'
import { Inlines } from './inlines'
import { pressed } from '@/lib/browser/keys'

type Props = {
  question: PublicQuestion
  keys: readonly string[]
  disabled: boolean
  change: (keys: string[]) => void
}

/** A list put in order by dragging, by its buttons, or by the arrow keys on them. */
export function OrderField({ question, keys, disabled, change }: Props) {
  const t = useTranslations('checks.quiz')
  const list = useRef<HTMLOListElement>(null)
  const [dragged, setDragged] = useState<number | null>(null)
  const [told, setTold] = useState('')

  const shift = (from: number, to: number, button?: 'up' | 'down') => {
    if (to < 0 || to >= keys.length || from === to) return
    change(move(keys, from, to))
    setTold(t('moved', { from: from + 1, to: to + 1 }))
    // The focus goes with the item, so that it can be moved on; at the end only the other button is left.
    if (!button) return
    const next = to === 0 ? 'down' : to === keys.length - 1 ? 'up' : button
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLButtonElement>(`[data-place="${to}"] [data-move="${next}"]`)?.focus(),
    )
  }

  return (
    <>
      <ol ref={list} className="quiz-order" aria-label={t('order')}>
        {keys.map((key, index) => {
          const part = question.parts.find((one) => one.key === key)
          return (
            // Dragging is a second way: everything it does, the buttons do.
            // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/no-noninteractive-element-interactions
            <li
              key={key}
              data-place={index}
              data-dragged={dragged === index ? '' : undefined}
              draggable={!disabled}
              onDragStart={(event) => {
                event.dataTransfer.effectAllowed = 'move'
                setDragged(index)
              }}
              onDragEnd={() => setDragged(null)}
              onDragOver={(event) => {
                if (dragged !== null) event.preventDefault()
              }}
              onDrop={(event) => {
                event.preventDefault()
                if (dragged !== null) shift(dragged, index)
                setDragged(null)
              }}
            >
              <span className="quiz-place">{index + 1}</span>
              <span className="quiz-text">{part && <Inlines of={part.text} />}</span>
              {(['up', 'down'] as const).map((button) => {
                const to = button === 'up' ? index - 1 : index + 1
                const Icon = button === 'up' ? ArrowUp : ArrowDown
                return (
                  <button
                    key={button}
                    type="button"
                    className="icon-button"
                    data-move={button}
                    disabled={disabled || to < 0 || to >= keys.length}
                    aria-label={t(button, { place: index + 1 })}
                    onClick={() => shift(index, to, button)}
                    onKeyDown={(event) =>
                      pressed(event, () => {
                        const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
                        if (step === 0 || disabled) return
                        event.preventDefault()
                        shift(index, index + step, step < 0 ? 'up' : 'down')
                      })
                    }
                  >
                    <Icon size={16} aria-hidden />
                  </button>
                )
              })}
            </li>
          )
        })}
      </ol>
      <p className="sr-only" aria-live="polite">
        {told}
      </p>
    </>
  )
}
