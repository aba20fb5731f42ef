import { getLocale, getTranslations } from 'next-intl/server'
import type { CSSProperties } from 'react'
import type { Certificate } from '@/lib/certificates/read.server'
import { moduleBy, stageBy } from '@/lib/curriculum/catalog'
import type { MyPath } from '@/lib/path/my-path.server'
import { LessonStop } from './lesson-stop'
import './map.css'
import { MapLines } from './map-drawing'
import { layColumns, layLine, type MapStage } from './map-layout'
import { StageHead } from './stage-head'

/** Widths of the drawing, in sixteenths of a rem: a phone, a small desk, a wide one. */
const WIDTHS = { phone: 320, desk: 976, wide: 1200 } as const

type Props = {
  mine: MyPath
  certificates: readonly Certificate[]
  /** Stages with a placement test. */
  placements: ReadonlySet<string>
}

/** The path as a map: stages, modules and lessons as nested lists, laid over the line that the track draws through them. */
export async function PathMap({ mine, certificates, placements }: Props) {
  const [t, locale] = await Promise.all([getTranslations('path'), getLocale()])
  const { path, catalog, track, lessons } = mine
  const next = path.next?.lesson.id ?? null
  const stages = path.stages.map((stage): MapStage & { of: typeof stage } => {
    const ids = [...new Set(stage.lessons.map(({ lesson }) => lesson.module))]
    const known = stageBy(catalog, stage.id)
    const modules = ids.map((id) => ({
      id,
      title: moduleBy(known, id).title[locale],
      lessons: stage.lessons.filter(({ lesson }) => lesson.module === id),
    }))
    return { id: stage.id, modules, of: stage }
  })
  const [phone, desk, wide] = [
    layLine(stages, WIDTHS.phone),
    layColumns(stages, WIDTHS.desk),
    layColumns(stages, WIDTHS.wide),
  ]
  return (
    <div className="path-map mt-6">
      <MapLines drawing={phone} next={next} className="lg:hidden" />
      <MapLines drawing={desk} next={next} className="hidden lg:block xl:hidden" />
      <MapLines drawing={wide} next={next} className="hidden xl:block" />
      <ol className="map-stages relative" aria-label={t('map.label', { track: track.title[locale] })}>
        {stages.map((stage, index) => (
          <li
            key={stage.id}
            className="map-stage"
            style={
              {
                '--column': `${desk.columns[index]!.width / 16}rem`,
                '--column-wide': `${wide.columns[index]!.width / 16}rem`,
              } as CSSProperties
            }
          >
            <StageHead
              stage={stage.of}
              text={stageBy(catalog, stage.id)}
              isHere={stage.id === path.stage && !path.isFinished}
              hasPlacement={placements.has(stage.id)}
              certificate={certificates.find((one) => one.stage === stage.id && one.revokedAt === null)}
            />
            {stage.modules.length > 0 && (
              <ol>
                {stage.modules.map((module) => (
                  <li key={module.id}>
                    <h4 className="map-module-head text-small text-ink-faint">{module.title}</h4>
                    <ol>
                      {module.lessons.map((entry) => (
                        <LessonStop
                          key={entry.lesson.id}
                          entry={entry}
                          isNext={entry.lesson.id === next}
                          score={mine.progress.get(entry.lesson.id)?.bestScore ?? null}
                          course={{ catalog, lessons, placements }}
                        />
                      ))}
                    </ol>
                  </li>
                ))}
              </ol>
            )}
          </li>
        ))}
      </ol>
      <p className="mt-4 max-w-[46em] text-small text-ink-soft">
        {t('map.legend', { track: track.title[locale] })}
      </p>
    </div>
  )
}
