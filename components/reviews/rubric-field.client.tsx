'use client'
import { useTranslations } from 'next-intl'
import { levelKeys } from '@/lib/reviews/level-keys'
import type { ProjectCriterion } from '@/lib/reviews/project-view'

type Props = {
  criterion: ProjectCriterion
  given: number | undefined
  isCurrent: boolean
  isOpen: boolean
  onGive: (points: number) => void
  onFocus: () => void
}

/** One criterion: its levels, each with the digit that chooses it while the criterion is the current one. */
export function RubricField({ criterion, given, isCurrent, isOpen, onGive, onFocus }: Props) {
  const t = useTranslations('reviews')
  const { id, title, what, weight, levels } = criterion
  const keys = levelKeys(criterion)
  return (
    <fieldset
      className={`border-l-2 py-2 pl-3 ${isCurrent ? 'border-ember' : 'border-rule'}`}
      disabled={!isOpen}
      data-criterion={id}
    >
      <legend className="float-left mb-1 w-full font-medium">{title}</legend>
      <p className="clear-both text-small text-ink-soft">{what}</p>
      {levels.map((level, index) => (
        <label
          key={level.points}
          className={`flex min-h-10 cursor-pointer items-start gap-2 rounded px-1 py-1.5 ${given === level.points ? 'bg-paper-sunk' : ''}`}
        >
          <input
            type="radio"
            name={`criterion-${id}`}
            className="mt-1 size-4"
            checked={given === level.points}
            onChange={() => onGive(level.points)}
            onFocus={onFocus}
          />
          <kbd className="font-code text-small text-ink-faint" aria-hidden>
            {keys[index]}
          </kbd>
          <span className="grow">{level.says}</span>
          <span className="shrink-0 text-ink-soft tabular-nums">
            {t('outOf', { most: level.points * weight })}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
