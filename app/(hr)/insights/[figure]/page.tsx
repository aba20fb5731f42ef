import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { ClientWords } from '@/components/insights/client-words'
import { Definition } from '@/components/insights/definition'
import { describeFilters } from '@/components/insights/describe'
import { ExportButton } from '@/components/insights/export-button.client'
import { FigureLines } from '@/components/insights/figure-lines'
import { FilterForm } from '@/components/insights/filter-form'
import { Ignored } from '@/components/insights/ignored'
import { MainNumber } from '@/components/insights/main-number'
import { RowsList } from '@/components/insights/rows-list.client'
import { SavedViews } from '@/components/insights/saved-views.client'
import { requirePermission } from '@/lib/auth/viewer.server'
import { filterChoices } from '@/lib/insights/choices.server'
import { aboutOf, askFigure } from '@/lib/insights/figure.server'
import { insightsHref, readFilters, writeFilters } from '@/lib/insights/filters'
import type { Insight } from '@/lib/insights/insight'
import { isInsightKey, INSIGHTS } from '@/lib/insights/registry'
import { headingsOf, rowCells } from '@/lib/insights/row-table'
import { readRows } from '@/lib/insights/rows.server'
import { liveSource } from '@/lib/insights/source.server'
import { savedViewsOf } from '@/lib/insights/views.server'
import { wordingFor } from '@/lib/insights/wording.server'
import { insightWords } from '@/lib/insights/words.server'
import { type Search, searchOf } from '../search'

type Props = { params: Promise<{ figure: string }>; searchParams: Promise<Search> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const viewer = await requirePermission('insights.read')
  const { figure } = await params
  const words = insightWords(viewer.locale)
  return { title: isInsightKey(figure) ? words(`figures.${figure}`) : words('title') }
}

export default async function FigurePage({ params, searchParams }: Props) {
  const viewer = await requirePermission('insights.read')
  const { figure: key } = await params
  if (!isInsightKey(key)) notFound()
  const insight: Insight = INSIGHTS[key]
  const read = readFilters(searchOf(await searchParams))
  // Status and search choose among the people of the overview; a figure and its rows know only the group.
  const { status: _, q: __, ...filters } = { ...read.filters, cursor: undefined, sort: 'status' as const }
  const source = await liveSource()
  const [choices, views, figure, page, about] = await Promise.all([
    filterChoices(viewer, source),
    savedViewsOf(viewer),
    askFigure(viewer, key, filters, source),
    readRows(viewer, key, filters, source),
    aboutOf(filters, source),
  ])
  const { words, locale, track } = wordingFor(viewer, source)
  const name = words(`figures.${key}`)
  const query = writeFilters(filters).toString()
  const address = (file: string) => `/insights/${key}/${file}${query ? `?${query}` : ''}`
  const rows = page.rows.map((row) => rowCells(row, insight, about, { say: words, locale, track }))
  return (
    <div className="mx-auto max-w-[78rem] px-4 py-10 sm:px-6">
      <Link
        href={insightsHref(filters)}
        prefetch={false}
        className="link flex min-h-10 w-fit items-center text-small"
      >
        ← {words('figure.back')}
      </Link>
      <h1 className="mt-2 font-body text-2xl sm:text-3xl">{name}</h1>
      <p className="mt-3 text-ui">
        {words('filters.shown', { words: describeFilters(filters, choices, words, locale, insight.follows) })}
      </p>
      <Ignored names={read.ignored} words={words} locale={locale} />
      <div className="mt-4">
        <FilterForm
          {...{ filters, choices, words, locale }}
          action={`/insights/${key}`}
          follows={insight.follows}
        />
        <ClientWords locale={locale}>
          <SavedViews views={views} page={key} query={query} />
        </ClientWords>
      </div>
      <section aria-label={name} className="mt-6 border-t border-rule-strong pt-3">
        <MainNumber figure={figure} words={words} />
        <Definition figure={figure} words={words} open />
        {figure.kind === 'shown' && <FigureLines {...{ figure, filters, words, locale }} />}
      </section>
      <section aria-labelledby="rows" className="mt-10 border-t border-rule-strong pt-3">
        <ClientWords locale={locale}>
          <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
            <h2 id="rows" className="font-body text-xl">
              {words('rows.title')}
            </h2>
            {rows.length > 0 && (
              <div className="flex flex-wrap gap-3">
                <ExportButton href={`/api/v1${address('rows.csv')}`} format="csv" />
                <ExportButton href={`/api/v1${address('rows.xlsx')}`} format="xlsx" />
              </div>
            )}
          </div>
          <p className="text-small text-ink-faint">{words('rows.audited')}</p>
          {rows.length === 0 ? (
            <p className="py-6 text-ink-soft">{words('rows.empty')}</p>
          ) : (
            // A new key per view: the list begins anew with the rows of this one.
            <RowsList
              key={query}
              label={words('rows.table', { name })}
              path={address('rows')}
              first={{
                headings: headingsOf(insight, words),
                rows,
                people: page.rows.map(({ id }) => id),
                next: page.next,
              }}
            />
          )}
        </ClientWords>
      </section>
    </div>
  )
}
