import type { CompiledLesson } from '../content/compiled'
import type { CheckSpec } from '../curriculum/checks'
import type { VerifiedCheck } from './lesson'

/** What a browser may know of a lesson's verified checks. */
export const publicChecks = ({
  lesson,
  quizzes,
}: Pick<CompiledLesson, 'lesson' | 'quizzes'>): VerifiedCheck[] =>
  lesson.checks.map((check) => publicCheck(check, quizzes))

/** Written out field by field: what is not named here stays on the server. */
function publicCheck(check: CheckSpec, quizzes: CompiledLesson['quizzes']): VerifiedCheck {
  switch (check.kind) {
    case 'model': {
      const { id, kind, variable, metric, pass, leaderboard } = check
      return { id, kind, variable, metric, pass, leaderboard }
    }
    case 'code':
      return { id: check.id, kind: check.kind, function: check.function }
    case 'quiz':
      return { id: check.id, kind: check.kind, pass: check.pass, questions: quizzes[check.id] ?? 0 }
    case 'review':
      return { id: check.id, kind: check.kind }
    default:
      return check satisfies never
  }
}
