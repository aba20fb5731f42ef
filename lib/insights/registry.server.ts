/** Every figure, one file each in `figures/`. The HTTP surface, the page and the golden test go through this list. */
import 'server-only'
import type { Viewer } from '../auth/permissions'
import type { Figure } from './figure.server'
import { activeLearners } from './figures/active-learners.server'
import { atRisk } from './figures/at-risk.server'
import { completion } from './figures/completion.server'
import { medianMinutes } from './figures/median-minutes.server'
import { trend } from './figures/trend.server'
import { verifiedCompletions } from './figures/verified-completions.server'
import { week } from './figures/week.server'
import type { InsightFilters } from './filters'
import type { Source } from './source.server'

type Ask = (
  viewer: Viewer<'insights.read'>,
  filters: InsightFilters,
  source?: Source,
) => Promise<Figure<string, unknown>>

export const FIGURES = {
  'active-learners': activeLearners,
  'at-risk': atRisk,
  completion,
  'median-minutes': medianMinutes,
  trend,
  'verified-completions': verifiedCompletions,
  week,
} satisfies Record<string, Ask>

export type FigureKey = keyof typeof FIGURES
export const FIGURE_KEYS = Object.keys(FIGURES) as [FigureKey, ...FigureKey[]]
