import Link from 'next/link'
import { actionsOf, GROUPS } from '@/lib/audit/actions'
import { type AuditFilters, writeAuditFilters } from '@/lib/audit/filters'
import type { Words } from '@/lib/audit/words.server'

const TEXTS = ['who', 'whom', 'address'] as const
const DAYS = ['from', 'to'] as const

/** A plain form that sends its fields in the address: works without scripts, and a link keeps the view. */
export function AuditFilterForm({ filters, say }: { filters: AuditFilters; say: Words }) {
  const asked = writeAuditFilters(filters)
  return (
    <form className="mt-6 flex flex-wrap items-end gap-3" key={String(asked)}>
      {TEXTS.map((name) => (
        <label key={name} className="grid w-full gap-1 text-small text-ink-soft sm:w-48">
          {say(`filters.${name}`)}
          <input
            name={name}
            defaultValue={filters[name] ?? ''}
            maxLength={60}
            placeholder={name === 'address' ? '10.0.0.' : say('filters.person')}
            className="field text-ui"
          />
        </label>
      ))}
      <label className="grid gap-1 text-small text-ink-soft">
        {say('filters.group')}
        <select name="group" defaultValue={filters.group ?? ''} className="field text-ui">
          <option value="">{say('filters.allGroups')}</option>
          {GROUPS.map((group) => (
            <option key={group} value={group}>
              {say(`groups.${group}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="grid gap-1 text-small text-ink-soft">
        {say('filters.action')}
        <select name="action" defaultValue={filters.action ?? ''} className="field max-w-56 text-ui">
          <option value="">{say('filters.allActions')}</option>
          {GROUPS.filter((group) => filters.group === undefined || group === filters.group).map((group) => (
            <optgroup key={group} label={say(`groups.${group}`)}>
              {actionsOf(group).map((action) => (
                <option key={action} value={action}>
                  {say(`actions.${action.replace('.', ' ')}`)}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      <div className="flex gap-3">
        {DAYS.map((name) => (
          <label key={name} className="grid gap-1 text-small text-ink-soft">
            {say(`filters.${name}`)}
            <input name={name} type="date" defaultValue={filters[name] ?? ''} className="field text-ui" />
          </label>
        ))}
      </div>
      <label className="flex min-h-10 items-center gap-2 text-small text-ink-soft">
        <input name="looks" type="checkbox" value="1" defaultChecked={filters.looks === '1'} />
        {say('filters.looks')}
      </label>
      <button type="submit" className="button">
        {say('filter')}
      </button>
      {asked.size > 0 && (
        <Link href="/audit" prefetch={false} className="link flex min-h-10 items-center">
          {say('clear')}
        </Link>
      )}
    </form>
  )
}
