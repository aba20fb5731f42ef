import type { Metadata } from 'next'
import { describeFilters } from '@/components/insights/describe'
import { ClientWords } from '@/components/insights/client-words'
import { FigurePanel } from '@/components/insights/figure-panel'
import { FigureTile } from '@/components/insights/figure-tile'
import { FilterForm } from '@/components/insights/filter-form'
import { Ignored } from '@/components/insights/ignored'
import { leadText } from '@/components/insights/lead'
import { PeopleTable } from '@/components/insights/people-table'
import { SavedViews } from '@/components/insights/saved-views.client'
import { requirePermission } from '@/lib/auth/viewer.server'
import { filterChoices } from '@/lib/insights/choices.server'
import { askFigure, type Figure } from '@/lib/insights/figure.server'
import { readFilters, writeFilters } from '@/lib/insights/filters'
import { groupSize } from '@/lib/insights/organisation.server'
import { readPeople } from '@/lib/insights/people.server'
import { INSIGHT_KEYS, type InsightKey } from '@/lib/insights/registry'
import { liveSource } from '@/lib/insights/source.server'
import { savedViewsOf } from '@/lib/insights/views.server'
import { wordingFor } from '@/lib/insights/wording.server'
import { insightWords } from '@/lib/insights/words.server'
import { type Search, searchOf } from './search'

export async function generateMetadata(): Promise<Metadata> {
  const viewer = await requirePermission('insights.read')
  return { title: insightWords(viewer.locale)('title') }
}

/** Shown at length on the overview; all others are a number with a page of its own. */
const AT_LENGTH = ['completion', 'trend'] as const satisfies InsightKey[]

export default async function InsightsPage({ searchParams }: { searchParams: Promise<Search> }) {
  const viewer = await requirePermission('insights.read')
  const { filters, ignored } = readFilters(searchOf(await searchParams))
  const source = await liveSource()
  const words = insightWords(viewer.locale)
  const { locale } = viewer
  const [choices, people, views, size, ...figures] = await Promise.all([
    filterChoices(viewer, source),
    readPeople(viewer, filters, source),
    savedViewsOf(viewer),
    groupSize(viewer, filters, source),
    ...INSIGHT_KEYS.map((key) => askFigure(viewer, key, filters, source)),
  ])
  const figure = (key: InsightKey): Figure => figures[INSIGHT_KEYS.indexOf(key)]!
  const tiles = INSIGHT_KEYS.filter((key) => key !== 'week' && !(AT_LENGTH as InsightKey[]).includes(key))
  const shared = { filters, words }
  return (
    <div className="mx-auto max-w-[78rem] px-4 py-10 sm:px-6">
      <h1 className="text-small text-ink-soft">{words('title')}</h1>
      <p className="mt-2 max-w-[30em] font-body text-2xl leading-normal sm:text-3xl sm:leading-normal">
        {leadText(figure('week'), size, words, locale)}
      </p>
      <p className="mt-6 text-ui">
        {words('filters.shown', { words: describeFilters(filters, choices, words, locale) })}
      </p>
      <Ignored names={ignored} words={words} locale={locale} />
      <div className="mt-4">
        <FilterForm
          {...shared}
          choices={choices}
          locale={locale}
          action="/insights"
          follows={['period', 'stage', 'rows']}
        />
        <p className="mt-2 max-w-[60em] text-small text-ink-faint">{words('filters.rowsOnly')}</p>
        <ClientWords locale={locale}>
          <SavedViews views={views} page="overview" query={writeFilters(filters).toString()} />
        </ClientWords>
      </div>
      <div className="mt-8 grid gap-x-8 gap-y-8 sm:grid-cols-2 lg:grid-cols-4">
        {tiles.map((key) => (
          <FigureTile key={key} {...shared} figure={figure(key)} />
        ))}
      </div>
      <div className="mt-10 grid gap-x-10 gap-y-10 lg:grid-cols-2">
        {AT_LENGTH.map((key) => (
          <FigurePanel key={key} {...shared} figure={figure(key)} locale={locale} />
        ))}
      </div>
      <div className="mt-12">
        <ClientWords locale={locale}>
          <PeopleTable people={people} filters={filters} wording={wordingFor(viewer, source)} />
        </ClientWords>
      </div>
    </div>
  )
}
