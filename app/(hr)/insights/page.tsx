import type { Metadata } from 'next'
import { CompletionTable } from '@/components/insights/completion-table'
import { describeFilters } from '@/components/insights/describe'
import { FigureBlock } from '@/components/insights/figure-block'
import { FilterForm } from '@/components/insights/filter-form'
import { leadText } from '@/components/insights/lead'
import { PeopleTable } from '@/components/insights/people-table'
import { TrendFigure } from '@/components/insights/trend-figure'
import { requirePermission } from '@/lib/auth/viewer.server'
import { filterChoices } from '@/lib/insights/choices.server'
import { tableWording } from '@/lib/insights/csv.server'
import { activeLearners } from '@/lib/insights/figures/active-learners.server'
import { atRisk } from '@/lib/insights/figures/at-risk.server'
import { completion } from '@/lib/insights/figures/completion.server'
import { medianMinutes } from '@/lib/insights/figures/median-minutes.server'
import { trend } from '@/lib/insights/figures/trend.server'
import { verifiedCompletions } from '@/lib/insights/figures/verified-completions.server'
import { week } from '@/lib/insights/figures/week.server'
import { readFilters } from '@/lib/insights/filters'
import { groupSize } from '@/lib/insights/organisation.server'
import { readPeople } from '@/lib/insights/people.server'
import { liveSource } from '@/lib/insights/source.server'
import { insightWords } from '@/lib/insights/words.server'

type Search = Record<string, string | string[] | undefined>

export async function generateMetadata(): Promise<Metadata> {
  const viewer = await requirePermission('insights.read')
  return { title: insightWords(viewer.locale)('title') }
}

export default async function InsightsPage({ searchParams }: { searchParams: Promise<Search> }) {
  const viewer = await requirePermission('insights.read')
  const { filters, ignored } = readFilters(searchOf(await searchParams))
  const source = liveSource()
  const words = insightWords(viewer.locale)
  const { locale } = viewer
  const ask = [viewer, filters, source] as const
  const [choices, people, story, active, verified, minutes, risk, matrix, weeks, size] = await Promise.all([
    filterChoices(viewer, source),
    readPeople(...ask),
    week(...ask),
    activeLearners(...ask),
    verifiedCompletions(...ask),
    medianMinutes(...ask),
    atRisk(...ask),
    completion(...ask),
    trend(...ask),
    groupSize(...ask),
  ])
  const shared = { filters, words }
  return (
    <div className="mx-auto max-w-[78rem] px-4 py-10 sm:px-6">
      <h1 className="text-small text-ink-soft">{words('title')}</h1>
      <p className="mt-2 max-w-[30em] font-body text-2xl leading-normal sm:text-3xl sm:leading-normal">
        {leadText(story, size, words, locale)}
      </p>
      <p className="mt-6 text-ui">
        {words('filters.shown', { words: describeFilters(filters, choices, words, locale) })}
      </p>
      {ignored.length > 0 && (
        <p className="mt-2 text-small text-caution">
          {words('filters.ignored', {
            names: ignored.map((name) => words(`filters.names.${name}`)).join(locale === 'zh' ? '、' : ', '),
          })}
        </p>
      )}
      <div className="mt-4">
        <FilterForm {...shared} choices={choices} locale={locale} />
        <p className="mt-2 text-small text-ink-faint">{words('filters.rowsOnly')}</p>
      </div>
      <div className="mt-10 grid gap-x-8 gap-y-8 sm:grid-cols-2 lg:grid-cols-4">
        <FigureBlock
          {...shared}
          figure={active}
          read={itself}
          unit={(count) => words('units.people', { count })}
        />
        <FigureBlock
          {...shared}
          figure={verified}
          read={itself}
          unit={(count) => words('units.completions', { count })}
        />
        <FigureBlock {...shared} figure={minutes} read={itself} unit={() => words('units.minutes')} />
        <FigureBlock
          {...shared}
          figure={risk}
          read={(value) => value.people}
          unit={(value) => words('units.people', { count: value.people })}
          note={(value) =>
            value.people > 0 && words('riskParts', { idle: value.idle, failing: value.failing })
          }
        />
      </div>
      <div className="mt-10 grid gap-x-10 gap-y-10 lg:grid-cols-2">
        <CompletionTable {...shared} figure={matrix} locale={locale} />
        <TrendFigure figure={weeks} words={words} locale={locale} />
      </div>
      <div className="mt-12">
        <PeopleTable people={people} filters={filters} wording={tableWording(viewer, filters, source)} />
      </div>
    </div>
  )
}

const itself = <T,>(value: T) => value

function searchOf(search: Search): URLSearchParams {
  const pairs = Object.entries(search).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one) => [name, one]),
  )
  return new URLSearchParams(pairs)
}
