import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { notFound, redirect } from 'next/navigation'
import { Cell, OwnCells } from '@/components/lesson/cell/cell'
import { Solution } from '@/components/lesson/solution/solution'
import { MarginButton } from '@/components/notes/margin-button.client'
import { CellQuestions } from '@/components/questions/cell-questions.client'
import { Completion } from '@/components/lesson/page/completion'
import { CompletionWatch } from '@/components/lesson/page/completion-watch.client'
import { LessonHead } from '@/components/lesson/page/head'
import { LessonFoot } from '@/components/lesson/page/foot'
import { MissingData } from '@/components/lesson/page/missing-data'
import { LeaveGuard } from '@/components/lesson/page/leave-guard.client'
import { Orphans } from '@/components/lesson/page/orphans.client'
import { LessonNav } from '@/components/lesson/page/nav'
import '@/components/lesson/page/page.css'
import '@/components/lesson/prose.css'
import '@/components/lesson/blocks.css'
import { NotebookBar } from '@/components/lesson/notebook-bar/notebook-bar'
import { lessonComponents } from '@/components/lesson/registry'
import { Submit } from '@/components/lesson/submit/submit'
import { requirePermission } from '@/lib/auth/viewer.server'
import { highlightAll } from '@/lib/content/highlight.server'
import { renderLesson } from '@/lib/content/render'
import { compiledLesson, findLesson, lessons } from '@/lib/content/source.server'
import { loadNotebook } from '@/lib/notebook/load.server'
import { questionCounts } from '@/lib/questions/questions.server'
import { NotebookProvider } from '@/lib/notebook/use-notebook.client'

/** Only the first lesson has it, so only there is it fetched. */
const Coach = dynamic(() => import('@/components/lesson/coach/coach.client').then((module) => module.Coach))

type Params = { params: Promise<{ lesson: string }> }

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const lesson = findLesson((await params).lesson)
  if (!lesson) return {}
  const { title, summary } = lesson.text[await getLocale()]
  return { title, description: summary }
}

export default async function LessonPage({ params }: Params) {
  const viewer = await requirePermission('progress.write')
  const { lesson: slug } = await params
  const lesson = findLesson(slug)
  if (!lesson) notFound()
  if (lesson.id !== slug) redirect(`/learn/${lesson.id}`)

  const locale = await getLocale()
  const compiled = await compiledLesson(lesson.id, locale)
  const [notebook, asked] = await Promise.all([
    loadNotebook(viewer, compiled),
    questionCounts(viewer, lesson.id),
  ])
  const edited = notebook.cells.flatMap(({ id, starter, saved: own }) =>
    own && own.source !== starter ? [{ id, source: own.source }] : [],
  )
  const codes = highlightAll(edited.map(({ source }) => source))
  const saved = new Map(edited.map(({ id, source }, index) => [id, { code: codes[index], source }]))
  const components = lessonComponents({
    Submit,
    // Rendered once, on the server, around one person's saved texts.
    // oxlint-disable-next-line react/no-unstable-nested-components
    Cell: ({ id, children }) => {
      const own = saved.get(id)
      return (
        <Cell id={id} {...(own && { shown: own.source })}>
          {own?.code ?? children}
        </Cell>
      )
    },
    // Help in the order in which one should ask for it.
    // oxlint-disable-next-line react/no-unstable-nested-components
    Help: ({ cell, children }) => (
      <>
        <div className="cell-help">
          {children}
          <CellQuestions lesson={lesson.id} cell={cell} count={asked.get(cell) ?? 0} />
          <Solution for={cell} />
        </div>
        <OwnCells after={cell} />
      </>
    ),
  })
  const t = await getTranslations('learn.lesson')

  return (
    <NotebookProvider lesson={notebook}>
      <div className="lesson-page">
        <LessonNav toc={compiled.toc} label={t('onThisPage')}>
          <Link href="/learn" className="link">
            {t('backToPath')}
          </Link>
        </LessonNav>
        <div className="lesson-column">
          <LessonHead lesson={lesson} />
          <MarginButton
            lesson={lesson.id}
            headings={compiled.toc.map((entry) => ({ id: entry.id, text: entry.text }))}
          />
          <NotebookBar />
          <LeaveGuard />
          <Orphans />
          {lessons()[0]?.id === lesson.id && <Coach />}
          <article className="lesson-prose">
            <MissingData datasets={lesson.datasets} />
            {renderLesson(compiled, components)}
          </article>
          <CompletionWatch />
          {notebook.state.verified ? (
            <Completion viewer={viewer} lesson={lesson} />
          ) : (
            <LessonFoot lesson={lesson} />
          )}
        </div>
      </div>
    </NotebookProvider>
  )
}
