import 'server-only'
import { createTranslator } from 'next-intl'
import { findSubject } from '../assignments/subjects.server'
import { findLesson } from '../content/source.server'
import { catalog } from '../curriculum/catalog.server'
import type { Locale } from '../curriculum/ids'
import { loadMessages } from '../i18n/messages.server'
import { shortDay } from '../insights/dates'
import type { Told } from './kinds'

export type Worded = { text: string; href: string }

/** One sentence in the reader's language, and where it leads. `about` is the name of the person it is about. */
export function wordNotification(told: Told | null, about: string | null, locale: Locale): Worded {
  const messages = loadMessages(locale)
  const t = createTranslator({ locale, messages, namespace: 'notifications' }) as Say
  const stage = (id: string) => catalog().stages.find((one) => one.id === id)?.title[locale] ?? id
  const lesson = (id: string) => findLesson(id)?.text[locale].title ?? id
  const name = about ?? t('somebody')
  if (told === null) return { text: t('kinds.unknown'), href: '/inbox' }
  switch (told.kind) {
    case 'account.invited':
      return { text: t('kinds.account.invited'), href: '/learn' }
    case 'account.closed':
      return { text: t('kinds.account.closed'), href: '/sign-in' }
    case 'account.opened':
      return { text: t('kinds.account.opened'), href: '/learn' }
    case 'account.password':
      return { text: t('kinds.account.password', { with: told.data.with }), href: '/account' }
    case 'account.role':
      return { text: t('kinds.account.role', { role: t(`roles.${told.data.role}`) }), href: '/account' }
    case 'assignment.digest':
      return { text: wordDigest(told.data.count, t, locale), href: '/learn' }
    case 'path.track': {
      const track = findSubject('track', told.data.track)?.title[locale] ?? told.data.track
      return { text: t('kinds.path.track', { track }), href: '/path' }
    }
    case 'assignment.given':
    case 'assignment.due':
    case 'assignment.changed':
      return wordAssignment(told, t, locale)
    case 'review.waiting':
      return { text: t('kinds.review.waiting', { name, lesson: lesson(told.data.lesson) }), href: '/reviews' }
    case 'review.decided':
      return {
        text: t(`kinds.review.${told.data.decision}`, { lesson: lesson(told.data.lesson) }),
        href: `/learn/${told.data.lesson}`,
      }
    case 'question.asked':
      return {
        text: t('kinds.question.asked', { name, lesson: lesson(told.data.lesson) }),
        href: '/questions',
      }
    case 'question.answered':
      return {
        text: t('kinds.question.answered', { lesson: lesson(told.data.lesson) }),
        href: `/learn/${told.data.lesson}`,
      }
    case 'review.reopened':
      return {
        text: t('kinds.review.reopened', { lesson: lesson(told.data.lesson) }),
        href: `/learn/${told.data.lesson}`,
      }
    case 'certificate.issued':
    case 'certificate.revoked':
    case 'certificate.replaced':
      return {
        text: t(`kinds.${told.kind}`, { stage: stage(told.data.stage) }),
        href: `/certificates/${told.data.code}`,
      }
    case 'check.flipped':
      return {
        text: t(`kinds.check.${told.data.verdict}`, { lesson: lesson(told.data.lesson) }),
        href: `/learn/${told.data.lesson}`,
      }
  }
}

type Say = (key: string, values?: Record<string, string | number>) => string
type AssignmentTold = Extract<Told, { kind: 'assignment.given' | 'assignment.due' | 'assignment.changed' }>

/** What is late first. */
const PARTS = ['overdue', 'day', 'week', 'given'] as const

function wordDigest(count: Record<(typeof PARTS)[number], number>, t: Say, locale: Locale): string {
  const parts = PARTS.filter((part) => count[part] > 0).map((part) =>
    t(`kinds.assignment.digest.${part}`, { count: count[part] }),
  )
  const all = PARTS.reduce((sum, part) => sum + count[part], 0)
  const list = new Intl.ListFormat(locale, { type: locale === 'zh' ? 'unit' : 'conjunction' }).format(parts)
  return t('kinds.assignment.digest.all', { count: all, list })
}

function wordAssignment({ kind, data }: AssignmentTold, t: Say, locale: Locale): Worded {
  const values = {
    title: findSubject(data.subject, data.subjectId)?.title[locale] ?? data.subjectId,
    day: shortDay(data.dueOn, locale),
  }
  const href = data.subject === 'lesson' ? `/learn/${data.subjectId}` : '/learn'
  switch (kind) {
    case 'assignment.given':
      return { text: t('kinds.assignment.given', values), href }
    case 'assignment.due':
      return { text: t(`kinds.assignment.due.${data.when}`, values), href }
    case 'assignment.changed':
      return { text: t(`kinds.assignment.changed.${data.change}`, values), href }
  }
}
