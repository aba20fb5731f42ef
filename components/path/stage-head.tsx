import { getLocale, getTranslations } from 'next-intl/server'
import Link from 'next/link'
import type { Certificate } from '@/lib/certificates/read.server'
import type { PathStage } from '@/lib/curriculum/path'
import type { Stage } from '@/lib/curriculum/stage'

type Props = {
  stage: PathStage
  text: Stage
  isHere: boolean
  hasPlacement: boolean
  certificate: Certificate | undefined
}

/** A stage's name, how much of it is verified, and what it offers: its placement test, its certificate. */
export async function StageHead({ stage, text, isHere, hasPlacement, certificate }: Props) {
  const [t, locale] = await Promise.all([getTranslations('path.map'), getLocale()])
  const name = text.title[locale]
  const isUnproved = stage.lessons.some(({ standing }) => standing !== 'verified')
  return (
    <div className="map-stage-head" data-empty={stage.lessons.length === 0 ? '' : undefined}>
      <h3 className="flex items-baseline gap-2 font-body text-xl leading-8">
        {name}
        {isHere && <span className="font-ui text-small text-ember">{t('here')}</span>}
      </h3>
      <p className="map-two-lines text-small leading-5 text-ink-faint" title={text.summary[locale]}>
        {stage.lessons.length === 0 ? t('noLessons') : text.summary[locale]}
      </p>
      {stage.lessons.length > 0 && (
        <p className="flex flex-wrap items-center gap-x-4 text-small text-ink-soft">
          <span className="tabular-nums">
            {stage.required === 0
              ? t('nothing')
              : t('count', { verified: stage.verified, required: stage.required })}
          </span>
          {certificate ? (
            <Link
              href={`/certificates/${certificate.code}`}
              className="flex min-h-10 items-center text-verdigris underline underline-offset-4"
              aria-label={t('certificateOf', { stage: name })}
            >
              {t('certificate')}
            </Link>
          ) : (
            hasPlacement &&
            isUnproved && (
              <Link
                href={`/placement/${stage.id}`}
                className="link flex min-h-10 items-center"
                aria-label={t('placementOf', { stage: name })}
              >
                {t('placement')}
              </Link>
            )
          )}
        </p>
      )}
    </div>
  )
}
