import type { ReactNode } from 'react'
import { type ChartOption, renderChart } from './render-chart.server'
import { ScrollBox } from '@/components/ui/scroll-box'

type Props = {
  /** What the drawing shows, for those who do not see it. */
  description: string
  caption: ReactNode
  /** Of the button that opens the table. */
  tableLabel: string
  table: ReactNode
  /** Drawn twice, so that labels keep their size on a phone. */
  draw: (narrow: boolean) => ChartOption
  /** Pixels it is laid out for beside a neighbour; it grows with its place, text and all. */
  width?: number
  height?: number
}

/** A drawing with its table one key away. No script, and the height is known before it is drawn. */
export function ChartFigure({
  description,
  caption,
  tableLabel,
  table,
  draw,
  width = 580,
  height = 260,
}: Props) {
  const wide = renderChart(draw(false), { width, height })
  const narrow = renderChart(draw(true), { width: 360, height })
  return (
    <figure className="my-4">
      <p className="sr-only">{description}</p>
      <Drawing svg={wide} className="hidden sm:block" />
      <Drawing svg={narrow} className="sm:hidden" />
      <figcaption className="mt-2 text-small text-ink-soft">{caption}</figcaption>
      <details className="mt-1">
        <summary className="flex min-h-10 w-fit cursor-pointer items-center text-small text-ink-soft underline underline-offset-4 hover:text-ember">
          {tableLabel}
        </summary>
        <ScrollBox className="overflow-x-auto" label={tableLabel}>
          {table}
        </ScrollBox>
      </details>
    </figure>
  )
}

function Drawing({ svg, className }: { svg: string; className: string }) {
  // Drawn by `renderChart` a moment ago, with every text escaped.
  // oxlint-disable-next-line react/no-danger
  return <div className={className} dangerouslySetInnerHTML={{ __html: svg }} />
}
