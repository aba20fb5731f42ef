'use client'
import dynamic from 'next/dynamic'
import type { ComponentType } from 'react'
import type { CheckKind } from '@/lib/curriculum/checks'
import type { VerifiedCheck } from '@/lib/notebook/lesson'
import { useLesson } from '@/lib/notebook/use-notebook.client'
import { RunSubmit } from './run-submit.client'
import './submit.css'

type Of<K extends CheckKind> = Extract<VerifiedCheck, { kind: K }>

/** How each kind is handed in. What a lesson does not use is not loaded. */
const KINDS = {
  model: RunSubmit,
  code: RunSubmit,
  quiz: dynamic(() => import('./quiz-submit.client').then((module) => module.QuizSubmit)),
  review: dynamic(() => import('./review-submit.client').then((module) => module.ReviewSubmit)),
} as const satisfies { [K in CheckKind]: ComponentType<{ check: Of<K> }> }

/** Where a check is handed in: what will happen, how far it is, what the server said. */
export function Submit({ check: id }: { check: string }) {
  const lesson = useLesson()
  const check = lesson.checks.find((candidate) => candidate.id === id)
  if (!check) return null
  const Kind = KINDS[check.kind] as ComponentType<{ check: VerifiedCheck }>
  return <Kind check={check} />
}
