'use client'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { DateOrder } from '@/lib/text/date'
import type { Options, Plan } from '@/lib/people/import/planned'

type Props = { plan: Plan; said: Options; isBusy: boolean; onSay: (said: Options) => void }

/** What the file leaves open, and what is done only when somebody says so. */
export function ImportQuestions({ plan, said, isBusy, onSay }: Props) {
  const t = useTranslations('people')
  const { dateOrder, oddDates, absentUnknown } = plan.questions
  const leavers = plan.leave.filter(({ line }) => line !== null).length
  const absent = plan.leave.length - leavers
  const order = (one: DateOrder | undefined) => onSay({ ...said, dateOrder: one })
  const orders = dateOrder?.orders ?? (said.dateOrder ? [said.dateOrder] : [])
  return (
    <fieldset disabled={isBusy} className="mt-4 grid gap-3">
      <legend className="sr-only">{t('importForm.questions')}</legend>
      {orders.length > 0 && (
        <div className="border-l-2 border-ember pl-3">
          <p>
            {dateOrder
              ? t('importForm.dateOrder', { lines: dateOrder.lines, example: dateOrder.example })
              : t('importForm.dateOrderSaid')}
          </p>
          <div className="flex flex-wrap gap-x-6">
            {orders.map((one) => (
              <label key={one} className="flex min-h-10 items-center gap-2">
                <input
                  type="radio"
                  name="date-order"
                  className="size-4 accent-[var(--ember)]"
                  checked={said.dateOrder === one}
                  onChange={() => order(one)}
                />
                {t(`importForm.orders.${one}`)}
              </label>
            ))}
            {said.dateOrder && (
              <button type="button" className="link min-h-10" onClick={() => order(undefined)}>
                {t('importForm.dateOrderAgain')}
              </button>
            )}
          </div>
        </div>
      )}
      {(oddDates || said.oddDates) && (
        <Tick isOn={said.oddDates} onChange={(oddDates) => onSay({ ...said, oddDates })}>
          {oddDates
            ? t('importForm.oddDates', { lines: oddDates.lines, example: oddDates.example })
            : t('importForm.oddDatesSaid')}
        </Tick>
      )}
      {plan.departments.length > 0 && (
        <Tick isOn={said.departments} onChange={(departments) => onSay({ ...said, departments })}>
          {t('importForm.makeDepartments', {
            count: plan.departments.length,
            names: plan.departments
              .slice(0, 12)
              .map(({ way }) => way)
              .join(t('importForm.comma')),
            more: Math.max(0, plan.departments.length - 12),
          })}
        </Tick>
      )}
      {plan.roles.length > 0 && (
        <Tick isOn={said.roles} onChange={(roles) => onSay({ ...said, roles })}>
          {t('importForm.changeRoles', { count: plan.roles.length })}
        </Tick>
      )}
      {(leavers > 0 || absent > 0) && (
        <Tick isOn={said.leavers} onChange={(leavers) => onSay({ ...said, leavers })}>
          {t('importForm.closeLeavers', { count: leavers + absent })}
        </Tick>
      )}
      {absentUnknown ? (
        <p className="text-small text-ink-faint">{t('importForm.absentUnknown')}</p>
      ) : (
        <Tick isOn={said.absent} onChange={(absent) => onSay({ ...said, absent })}>
          {t('importForm.absent')}
        </Tick>
      )}
    </fieldset>
  )
}

type TickProps = { isOn: boolean; onChange: (isOn: boolean) => void; children: ReactNode }

function Tick({ isOn, onChange, children }: TickProps) {
  return (
    <label className="flex items-start gap-2">
      <input
        type="checkbox"
        className="mt-1 size-4 shrink-0 accent-[var(--ember)]"
        checked={isOn}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className="max-w-[44em]">{children}</span>
    </label>
  )
}
