import clsx from 'clsx'
import type { ReactNode } from 'react'
import { ScrollBox } from '@/components/ui/scroll-box'

type Props = {
  label: string
  heads: readonly string[]
  rows: readonly { key: string | number; cells: readonly ReactNode[] }[]
  className?: string
}

/** A long plan in a box of its own. Rows out of sight are neither laid out nor painted: thousands cost little. */
export function PlanTable({ label, heads, rows, className }: Props) {
  return (
    <ScrollBox className={clsx('max-h-[28rem] overflow-auto border-y border-rule', className)} label={label}>
      <table className="w-full text-left text-small">
        <thead className="sticky top-0 bg-paper text-ink-soft">
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col" className="py-2 pr-6 font-medium whitespace-nowrap">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key} className="border-t border-rule align-top [content-visibility:auto]">
              {cells.map((cell, index) => (
                // Cells stand in the order of their columns.
                // oxlint-disable-next-line react/no-array-index-key
                <td key={index} className="py-2 pr-6">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}
