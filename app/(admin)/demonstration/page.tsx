import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { LeaveForm } from '@/components/demo/leave-form.client'
import { ClientWords } from '@/components/people/client-words'
import { requirePermission } from '@/lib/auth/viewer.server'
import { isReachable } from '@/lib/demo/flag.server'
import { planLeaving } from '@/lib/demo/leave.server'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('demonstration'))('title') }
}

/** What the demonstration is, what leaving it removes and keeps, and the way out. */
export default async function DemonstrationPage() {
  const viewer = await requirePermission('people.manage')
  const [t, plan] = await Promise.all([getTranslations('demonstration'), planLeaving(viewer)])
  if (!plan) notFound()
  const { locale } = viewer
  const names = (kept: { zh: string; en: string }[]) => kept.map((one) => one[locale]).join(t('and'))
  const isReal = plan.real.some(({ id }) => id === viewer.id)
  const facts = [
    [t('goes'), t('people', { count: plan.invented })],
    [
      t('stays'),
      plan.real.length === 0 ? t('nobody') : t('realPeople', { count: plan.real.length }),
      ...(plan.real.length > 0 ? [plan.real.map(({ name }) => name).join(t('and'))] : []),
    ],
    [
      t('departments'),
      t('groups', { gone: plan.departments.gone, kept: plan.departments.kept.length }),
      names(plan.departments.kept),
    ],
    [
      t('cohorts'),
      t('groups', { gone: plan.cohorts.gone, kept: plan.cohorts.kept.length }),
      names(plan.cohorts.kept),
    ],
    [t('assignments'), t('assignmentsStay', { count: plan.assignments })],
    ...(plan.withoutMentor > 0 ? [[t('mentors'), t('withoutMentor', { count: plan.withoutMentor })]] : []),
  ]
  const takenOver = plan.real.filter((one) => one.isTakenOver)
  return (
    <div className="mx-auto max-w-[64rem] px-4 py-10 sm:px-6">
      <h1 className="font-body text-3xl">{t('title')}</h1>
      <p className="mt-2 max-w-[40em] text-ink-soft">{t('lead')}</p>
      {isReachable() && (
        <p className="mt-4 max-w-[44em] border-l-2 border-caution bg-caution-wash px-3 py-2">{t('open')}</p>
      )}
      <section className="mt-8" aria-labelledby="plan">
        <h2 id="plan" className="text-lg font-semibold">
          {t('plan')}
        </h2>
        <dl className="mt-3 grid grid-cols-[max-content_1fr] gap-x-6 gap-y-2">
          {facts.map(([name, value, detail]) => (
            <div key={name} className="contents">
              <dt className="text-ink-faint">{name}</dt>
              <dd>
                {value}
                {detail && <span className="block text-small text-ink-faint">{detail}</span>}
              </dd>
            </div>
          ))}
        </dl>
        {takenOver.length > 0 && (
          <p className="mt-3 max-w-[44em] text-small text-ink-faint">
            {t('takenOver', { names: takenOver.map(({ name }) => name).join(t('and')) })}
          </p>
        )}
        <p className="mt-3 max-w-[44em] text-small text-ink-faint">{t('log')}</p>
      </section>
      <section className="mt-8" aria-labelledby="leave">
        <h2 id="leave" className="text-lg font-semibold">
          {t('leave')}
        </h2>
        {plan.administrators === 0 ? (
          <>
            <p className="mt-2 max-w-[44em]">{t('needAdministrator')}</p>
            <p className="mt-3">
              <Link href="/people/invite" className="button button-loud">
                {t('invite')}
              </Link>
            </p>
          </>
        ) : (
          <>
            <p className="mt-2 max-w-[44em]">{t(isReal ? 'noReturn' : 'noReturnForYou')}</p>
            <ClientWords of="demonstration">
              <LeaveForm next={isReal ? '/people' : '/sign-in'} />
            </ClientWords>
          </>
        )}
      </section>
    </div>
  )
}
