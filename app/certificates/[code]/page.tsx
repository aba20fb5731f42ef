import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { CertificateSheet } from '@/components/certificates/certificate-sheet'
import { findCertificate } from '@/lib/certificates/read.server'
import { stageBy } from '@/lib/curriculum/catalog'
import { catalog } from '@/lib/curriculum/catalog.server'

type Params = { params: Promise<{ code: string }> }

/** Shown to whoever has the link; no search engine should have it. */
export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const found = await findCertificate((await params).code)
  const robots = { index: false, follow: false }
  if (!found) return { robots }
  const [t, locale] = await Promise.all([getTranslations('certificates'), getLocale()])
  const stage = stageBy(catalog(), found.stage).title[locale]
  return { title: t('pageTitle', { name: found.name, stage }), robots }
}

export default async function CertificatePage({ params }: Params) {
  const found = await findCertificate((await params).code)
  if (!found) notFound()
  return <CertificateSheet certificate={found} />
}
