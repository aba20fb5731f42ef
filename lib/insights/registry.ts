/** Every figure, one file each in `figures/`. The HTTP surface, the pages and the golden test go through this list. */
import { activation } from './figures/activation'
import { activeLearners } from './figures/active-learners'
import { atRisk } from './figures/at-risk'
import { careers } from './figures/careers'
import { certificates } from './figures/certificates'
import { completion } from './figures/completion'
import { coverage } from './figures/coverage'
import { deadlines } from './figures/deadlines'
import { difficulty } from './figures/difficulty'
import { funnel } from './figures/funnel'
import { provedHours } from './figures/hours'
import { mentors } from './figures/mentors'
import { pace } from './figures/pace'
import { trend } from './figures/trend'
import { verifiedCompletions } from './figures/verified-completions'
import { week } from './figures/week'
import type { Insight } from './insight'

export const INSIGHTS = {
  week,
  activation,
  'active-learners': activeLearners,
  'verified-completions': verifiedCompletions,
  hours: provedHours,
  'at-risk': atRisk,
  deadlines,
  completion,
  trend,
  funnel,
  pace,
  difficulty,
  coverage,
  mentors,
  certificates,
  careers,
} satisfies Record<string, Insight>

export type InsightKey = keyof typeof INSIGHTS
export const INSIGHT_KEYS = Object.keys(INSIGHTS) as [InsightKey, ...InsightKey[]]

export const isInsightKey = (key: string): key is InsightKey => Object.hasOwn(INSIGHTS, key)
