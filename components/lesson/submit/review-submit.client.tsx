'use client'
import { useTranslations } from 'next-intl'
import { ProjectForm } from '@/components/reviews/project-form.client'
import { ProjectStanding } from '@/components/reviews/project-standing.client'
import { RubricList } from '@/components/reviews/rubric-list'
import { useProject } from '@/components/reviews/use-project.client'
import type { VerifiedCheck } from '@/lib/notebook/lesson'
import { useLesson } from '@/lib/notebook/use-notebook.client'
import { SubmitFrame } from './submit-frame.client'

/** A project: handed to a mentor, who decides by the rubric. Everything but the frame is loaded when it is shown. */
export function ReviewSubmit({ check }: { check: Extract<VerifiedCheck, { kind: 'review' }> }) {
  const t = useTranslations('reviews.project')
  const { id: lesson, readOnly } = useLesson()
  const { project, trouble, reload } = useProject(lesson, check.id)
  const latest = project?.attempts[0]
  return (
    <SubmitFrame check={check.id} about={t('about')}>
      <div aria-live="polite">
        {trouble && <p className="py-2 text-caution">{trouble}</p>}
        {!project && !trouble && <p className="py-2 text-ink-soft">{t('loading')}</p>}
        {project && <ProjectStanding project={project} lesson={lesson} check={check.id} onChange={reload} />}
      </div>
      {project && (
        <>
          <details className="pt-2">
            <summary className="min-h-10 w-fit cursor-pointer py-2 text-ink-soft">
              {t('rubric', { accept: project.accept })}
            </summary>
            <RubricList criteria={project.criteria} points={null} />
          </details>
          {!readOnly && !project.waiting && latest?.decision !== 'accepted' && (
            <ProjectForm
              sections={project.card}
              before={latest?.card ?? {}}
              check={check.id}
              onHandedIn={reload}
            />
          )}
        </>
      )}
    </SubmitFrame>
  )
}
