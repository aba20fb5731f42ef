/** Says which data sets of a lesson this installation has not fetched yet, and what fetches them. */
import { getTranslations } from 'next-intl/server'
import { datasetManifest } from '@/lib/datasets/manifest.server'
import { Callout } from '../asides'

export async function MissingData({ datasets }: { datasets: readonly string[] }) {
  const prepared = datasetManifest()
  const missing = datasets.filter((name) => !Object.hasOwn(prepared, name))
  if (missing.length === 0) return null
  const t = await getTranslations('lesson.missingData')
  return (
    <Callout kind="caution">
      <p>{t('text', { names: missing.join(', ') })}</p>
      <pre className="code">npm run data -- {missing.join(' ')}</pre>
    </Callout>
  )
}
