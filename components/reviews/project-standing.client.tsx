'use client'
import BadgeCheck from 'lucide-react/icons/badge-check'
import CornerUpLeft from 'lucide-react/icons/corner-up-left'
import Hourglass from 'lucide-react/icons/hourglass'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { callApi } from '@/lib/api/client'
import type { ProjectAttempt, ProjectView } from '@/lib/reviews/project-view'
import { useCellName } from '@/components/lesson/cell/cell-name.client'
import { usePlaceName } from './place-name.client'
import { RubricList } from './rubric-list'
import { cellAnchor } from '@/lib/content/anchors'

type Props = { project: ProjectView; lesson: string; check: string; onChange: () => void }

/** Where the latest hand-in stands, and what mentors said of it and of those before. */
export function ProjectStanding({ project, lesson, check, onChange }: Props) {
  const t = useTranslations('reviews.project')
  const decided = project.attempts.filter((attempt) => attempt.decision !== null)
  const [latest, ...before] = decided
  // Said while it waits again; once it is decided anew, the new result says all.
  const reopened = project.attempts[0]?.decision === null ? project.attempts[0].reopenings[0] : undefined
  return (
    <>
      {reopened && (
        <p className="my-2 border-l-4 border-caution pl-3" data-project="reopened">
          {t(`reopened.${reopened.decision}`)}
          <span className="block whitespace-pre-line text-ink-soft">
            <bdi>{reopened.reason}</bdi>
          </span>
        </p>
      )}
      {project.waiting && (
        <Waiting waiting={project.waiting} lesson={lesson} check={check} onChange={onChange} />
      )}
      {latest && <Decided attempt={latest} project={project} />}
      {before.length > 0 && (
        <details className="pt-2">
          <summary className="min-h-10 w-fit cursor-pointer py-2 text-ink-soft">
            {t('before', { count: before.length })}
          </summary>
          {before.map((attempt) => (
            <Decided key={attempt.id} attempt={attempt} project={project} />
          ))}
        </details>
      )}
    </>
  )
}

function Waiting({
  waiting: { ahead, typicalHours },
  lesson,
  check,
  onChange,
}: { waiting: NonNullable<ProjectView['waiting']> } & Omit<Props, 'project'>) {
  const t = useTranslations('reviews.project')
  const shared = useTranslations('reviews')
  const [trouble, setTrouble] = useState('')
  const [leaving, setLeaving] = useState(false)

  async function withdraw() {
    setLeaving(true)
    const answer = await callApi('DELETE', `/lessons/${lesson}/checks/${check}/project`)
    setLeaving(false)
    if (!answer.ok && answer.status !== 404) {
      setTrouble(answer.status === 409 ? t('opened') : answer.message || shared('offline'))
      return
    }
    onChange()
  }

  return (
    <div className="my-2 flex gap-3 rounded bg-caution-wash p-4 text-ink" data-project="waiting">
      <Hourglass size={22} className="shrink-0 text-caution" aria-hidden />
      <div>
        <p className="font-semibold">{t('waiting')}</p>
        <p>{t('ahead', { ahead })}</p>
        <p className="text-ink-soft">
          {typicalHours === null ? t('typicalUnknown') : t('typical', spanOf(typicalHours))}
        </p>
        <p className="flex flex-wrap items-center gap-3 pt-2">
          <button type="button" className="button" disabled={leaving} onClick={() => void withdraw()}>
            {t('withdraw')}
          </button>
          <output className="text-caution">{trouble}</output>
        </p>
      </div>
    </div>
  )
}

/** Hours up to two days, days beyond. */
const spanOf = (hours: number): { unit: 'hours' | 'days'; count: number } =>
  hours <= 48
    ? { unit: 'hours', count: Math.max(1, Math.round(hours)) }
    : { unit: 'days', count: Math.round(hours / 24) }

function Decided({ attempt, project }: { attempt: ProjectAttempt; project: ProjectView }) {
  const t = useTranslations('reviews.project')
  const format = useFormatter()
  const placeName = usePlaceName(useCellName())
  const accepted = attempt.decision === 'accepted'
  const Icon = accepted ? BadgeCheck : CornerUpLeft
  return (
    <article className="my-2 border-t border-rule py-3" data-project={attempt.decision}>
      <p className={`flex items-center gap-2 font-semibold ${accepted ? 'text-verdigris' : 'text-ink'}`}>
        <Icon size={20} aria-hidden />
        {t(accepted ? 'accepted' : 'returned')}
        {attempt.share !== null && (
          <span className="font-normal text-ink-soft">{t('share', { share: attempt.share })}</span>
        )}
      </p>
      <p className="text-small text-ink-soft">
        {attempt.decidedAt &&
          format.dateTime(new Date(attempt.decidedAt), { dateStyle: 'medium', timeStyle: 'short' })}{' '}
        {attempt.by && <bdi>{attempt.by}</bdi>}
      </p>
      {attempt.overrideFor !== null && (
        <p className="text-small text-ink-soft">{t('against', { reason: attempt.overrideFor })}</p>
      )}
      <p className="whitespace-pre-line py-2">
        <bdi>{attempt.summary}</bdi>
      </p>
      {attempt.comments.length > 0 && (
        <ol>
          {attempt.comments.map((comment) => (
            <li key={comment.id} className="border-l-2 border-rule py-1 pl-3">
              <p className="text-small text-ink-soft">
                {comment.anchor?.kind === 'line' ? (
                  <a className="link" href={`#${cellAnchor(comment.anchor.cell)}`}>
                    {placeName(comment.anchor)}
                  </a>
                ) : (
                  placeName(comment.anchor)
                )}
              </p>
              <p className="whitespace-pre-line">
                <bdi>{comment.body}</bdi>
              </p>
            </li>
          ))}
        </ol>
      )}
      {attempt.points && (
        <details className="pt-1">
          <summary className="min-h-10 w-fit cursor-pointer py-2 text-ink-soft">{t('points')}</summary>
          <RubricList criteria={project.criteria} points={attempt.points} />
        </details>
      )}
    </article>
  )
}
