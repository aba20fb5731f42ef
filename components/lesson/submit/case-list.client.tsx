'use client'
import Check from 'lucide-react/icons/check'
import X from 'lucide-react/icons/x'
import { useFormatter, useTranslations } from 'next-intl'
import type { CaseFault } from '@/lib/checks/case-fault'
import { useLesson } from '@/lib/notebook/use-notebook.client'
import type { CodeVerdict } from '@/lib/verify/verdict'

/** Each case of a challenge by its name: right, or in words how the answer differs. */
export function CaseList({ cases }: Pick<CodeVerdict, 'cases'>) {
  const t = useTranslations('checks.code')
  const { locale } = useLesson()
  return (
    <ol className="submit-cases" aria-label={t('cases')}>
      {cases.map(({ says, fault }, index) => {
        const Icon = fault ? X : Check
        return (
          // Cases have no ids; their order is fixed.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index} data-right={String(fault === null)}>
            <Icon size={16} className={fault ? 'text-danger' : 'text-verdigris'} aria-hidden />
            <div className="min-w-0">
              <p>
                {says[locale]} <span className="text-ink-soft">{t(fault ? 'wrong' : 'right')}</span>
              </p>
              {fault && <Fault fault={fault} />}
            </div>
          </li>
        )
      })}
    </ol>
  )
}

function Fault({ fault }: { fault: CaseFault }) {
  const { locale } = useLesson()
  const say = useFault()
  const hint = 'hint' in fault ? fault.hint : undefined
  return (
    <>
      <p className="whitespace-pre-line text-ink-soft">{say(fault)}</p>
      {hint && <p className="text-ink-soft">{hint[locale]}</p>}
    </>
  )
}

function useFault(): (fault: CaseFault) => string {
  const t = useTranslations('checks.code')
  const format = useFormatter()
  const shape = (lengths: readonly number[]) => `[${lengths.join(', ')}]`
  return (fault) => {
    switch (fault.kind) {
      case 'threw':
        return t('threw', { name: fault.name, message: fault.message })
      case 'timed-out':
        return t('timed-out', { seconds: fault.seconds })
      case 'not-run':
        return t('not-run')
      case 'too-large':
        return t('too-large', { limit: format.number(fault.limit) })
      case 'type':
        return t('type', { expected: t(`types.${fault.expected}`), found: t(`types.${fault.found}`) })
      case 'shape':
        return t('shape', { expected: shape(fault.expected), found: shape(fault.found) })
      case 'ragged':
        return t('ragged', { expected: shape(fault.expected) })
      case 'keys':
        return t('keys', { expected: fault.expected.join(', ') || '—', found: fault.found.join(', ') || '—' })
      case 'values': {
        const count = t('values', { wrong: fault.wrong, total: fault.total })
        return fault.distance ? `${count}${t('join')}${t(`distances.${fault.distance}`)}` : count
      }
      default:
        return fault satisfies never
    }
  }
}
