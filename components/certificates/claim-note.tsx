import { getLocale, getTranslations } from 'next-intl/server'
import { ChangeButton } from '@/components/path/change-button.client'
import { listed } from '@/components/path/words'
import { stageBy } from '@/lib/curriculum/catalog'
import type { StageId } from '@/lib/curriculum/ids'
import type { MyPath } from '@/lib/path/my-path.server'

/** Shown while a certificate has been earned and not been issued. */
export async function ClaimNote({ mine, stages }: { mine: MyPath; stages: readonly StageId[] }) {
  const [t, locale] = await Promise.all([getTranslations('certificates.mine'), getLocale()])
  if (stages.length === 0) return null
  const names = stages.map((stage) => stageBy(mine.catalog, stage).title[locale])
  return (
    <p className="mt-5 flex flex-wrap items-center gap-4 bg-verdigris-wash px-4 py-3">
      <span className="text-verdigris">{t('ready', { stages: listed(names, locale) })}</span>
      <ChangeButton
        method="POST"
        path="/me/certificates"
        body={{}}
        words={{ label: t('claim'), busy: t('claiming'), failed: t('claimFailed') }}
      />
    </p>
  )
}
