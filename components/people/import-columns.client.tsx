'use client'
import { useTranslations } from 'next-intl'
import { ScrollBox } from '@/components/ui/scroll-box'
import { type Choices, type Column, COLUMNS, type FileColumn, headingKey } from '@/lib/people/import/columns'

type Props = {
  columns: readonly FileColumn[]
  missing: readonly Column[]
  isBusy: boolean
  onChoose: (choices: Choices) => void
}

/** Which column of the file is read as what; what is left out is named, and may be said otherwise. */
export function ImportColumns({ columns, missing, isBusy, onChoose }: Props) {
  const t = useTranslations('people')
  const ignored = columns.filter(({ column }) => column === undefined)
  const named = columns.filter(({ heading }) => headingKey(heading) !== '')

  function choose(heading: string, chosen: string) {
    const column = chosen === '' ? 'ignored' : (chosen as Column)
    const before = columns.find((one) => column !== 'ignored' && one.column === column)
    const moved: Choices = before ? { [headingKey(before.heading)]: 'ignored' } : {}
    onChoose({ ...moved, [headingKey(heading)]: column })
  }
  return (
    <details className="mt-6 border-y border-rule py-3" open={missing.length > 0}>
      <summary className="cursor-pointer">
        {t('importForm.columnsRead', { count: columns.length - ignored.length })}
        {ignored.length > 0 && (
          <span className="text-ink-soft">
            {' '}
            {t('importForm.columnsIgnored', {
              names: ignored
                .map(({ heading }) => heading || t('importForm.noHeading'))
                .join(t('importForm.comma')),
            })}
          </span>
        )}
      </summary>
      {missing.length > 0 && (
        <p role="alert" className="mt-3 text-danger">
          {t('importForm.missing', {
            names: missing.map((column) => t(`fields.${column}`)).join(t('importForm.comma')),
          })}
        </p>
      )}
      <ScrollBox className="mt-3 overflow-x-auto" label={t('importForm.columnsTitle')}>
        <table className="w-full text-left text-small">
          <thead className="text-ink-soft">
            <tr>
              {(['heading', 'sample', 'readAs'] as const).map((head) => (
                <th key={head} scope="col" className="py-2 pr-6 font-medium whitespace-nowrap">
                  {t(`importForm.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {named.map(({ heading, column, sample }, index) => (
              // Two columns may have one heading.
              // oxlint-disable-next-line react/no-array-index-key
              <tr key={`${heading} ${index}`} className="border-t border-rule">
                <th scope="row" className="py-2 pr-6 font-normal">
                  {heading}
                </th>
                <td className="py-2 pr-6 text-ink-soft">{sample}</td>
                <td className="py-2">
                  <select
                    aria-label={t('importForm.readHeadingAs', { heading })}
                    className="field h-9"
                    value={column ?? ''}
                    disabled={isBusy}
                    onChange={(event) => choose(heading, event.target.value)}
                  >
                    <option value="">{t('importForm.leaveOut')}</option>
                    {COLUMNS.map((one) => (
                      <option key={one} value={one}>
                        {t(`fields.${one}`)}
                      </option>
                    ))}
                  </select>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      <p className="mt-3 text-small text-ink-faint">{t('importForm.remembered')}</p>
    </details>
  )
}
