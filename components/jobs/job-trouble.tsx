import { getFormatter, getTranslations } from 'next-intl/server'
import { ReasonForm } from '@/components/ui/reason-form.client'
import type { JobTrouble } from '@/lib/jobs/list.server'
import { wordKind } from './job-words'
import { RepeatButton } from './repeat-button.client'

/** Each kind of work that fails, with what can be done about all of it at once. */
export async function JobTroubles({ troubles }: { troubles: readonly JobTrouble[] }) {
  const [t, format] = await Promise.all([getTranslations('jobs'), getFormatter()])
  return (
    <ul className="mt-6 border-t border-rule">
      {troubles.map(({ kind, givenUp, retrying, since }) => {
        const name = wordKind(kind, t)
        return (
          <li
            key={kind}
            className="flex flex-wrap items-center gap-x-6 gap-y-1 border-b border-rule py-2 text-ui"
          >
            <span className="font-medium">{name}</span>
            {givenUp > 0 && <span className="text-danger">{t('givenUp', { count: givenUp })}</span>}
            {retrying > 0 && <span className="text-caution">{t('retrying', { count: retrying })}</span>}
            <span className="text-small text-ink-soft">
              {t('since', { time: format.dateTime(since, { dateStyle: 'medium', timeStyle: 'short' }) })}
            </span>
            <span className="flex flex-wrap gap-x-4 sm:ml-auto">
              <RepeatButton
                path="/jobs/repetitions"
                body={{ kind }}
                words={{
                  open: t('repeatAll'),
                  title: t('repeatAllOf', { kind: name }),
                  failed: t('failed'),
                }}
              />
              <ReasonForm
                path="/jobs/discards"
                body={{ kind }}
                draft={['job-discards', kind]}
                words={{
                  open: t('discardAll'),
                  title: t('discardAllOf', { kind: name, count: givenUp + retrying }),
                  reason: t('reason'),
                  confirm: t('confirm'),
                  cancel: t('cancel'),
                  tooShort: t('tooShort'),
                  failed: t('failed'),
                }}
              />
            </span>
          </li>
        )
      })}
    </ul>
  )
}
