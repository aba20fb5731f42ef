import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { ChangeButton } from '@/components/path/change-button.client'
import { listed } from '@/components/path/words'
import type { Way } from '@/lib/careers/my-distance.server'
import type { Aim } from '@/lib/curriculum/career'
import { stageBy } from '@/lib/curriculum/catalog'
import type { Locale } from '@/lib/curriculum/ids'
import type { MyPath } from '@/lib/path/my-path.server'
import { ClosingList } from './closing-list'
import { MissingText } from './missing-text'

type Props = { aim: Aim; way: Way; mine: MyPath; locale: Locale }

/** One role: what it asks for and is missing, and exactly the lessons that close the distance. */
export async function RoleView({ aim, way, mine, locale }: Props) {
  const t = await getTranslations('careers')
  const { role, ladder } = aim
  const { missing } = way.distance
  const isAim = mine.aim?.id === aim.id
  const words = { busy: t('busy'), failed: t('failed') }
  const claimable = way.closing.toClaim.map((stage) => stageBy(mine.catalog, stage).title[locale])
  return (
    <div className="max-lg:mt-8 max-lg:border-t max-lg:border-rule max-lg:pt-6">
      <p className="text-small text-ink-faint">{ladder.title[locale]}</p>
      <h2 id="role" className="mt-1 font-body text-2xl">
        {role.title[locale]}
      </h2>
      <p className="mt-2">{role.summary[locale]}</p>
      {mine.hasPlace && (
        <p className="mt-4 flex flex-wrap items-center gap-4">
          {isAim && <span className="text-ember">{t('aimed')}</span>}
          <ChangeButton
            method="PUT"
            path="/me/aim"
            body={{ aim: isAim ? null : aim.id }}
            words={{ ...words, label: t(isAim ? 'drop' : 'aim') }}
            describedBy="role"
            isLoud={!isAim}
          />
        </p>
      )}
      <h3 className="mt-8 font-body text-xl">{t('toGo', { role: role.title[locale] })}</h3>
      {missing.length === 0 ? (
        <p className="mt-2 text-verdigris">{t('nothing')}</p>
      ) : (
        <ul className="mt-2">
          {missing.map((item) => (
            <li key={JSON.stringify(item)} className="border-b border-rule py-2">
              <MissingText item={item} mine={mine} locale={locale} />
            </li>
          ))}
        </ul>
      )}
      {claimable.length > 0 && (
        <p className="mt-4 bg-verdigris-wash px-4 py-3">
          {t('claim', { stages: listed(claimable, locale) })}{' '}
          <Link href="/skills#certificates" className="link">
            {t('claimLink')}
          </Link>
        </p>
      )}
      <ClosingList closing={way.closing} mine={mine} locale={locale} />
    </div>
  )
}
