'use client'
import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { writeNumber } from '../outputs/number'
import { alignLines, growRange, type Range } from './live-panels'

type Line = { label: string; dashed: boolean; x: number[]; y: number[] }
type Props = { measure: string; title: string; lines: Line[]; end: number; xLabel: string }
/** What the chart reads each time it draws. */
type Live = { lines: Line[]; end: number; range: Range }

const HEIGHT = 200
/** Room at the right for the names of the lines. */
const ROOM = 64

const readToken = (token: string) => getComputedStyle(document.documentElement).getPropertyValue(token).trim()
const hueOf = (index: number) => readToken(`--data-${(index % 5) + 1}`)

/** Names each line at its last point, pushed apart where they would overlap. */
function drawLabels(plot: uPlot, lines: Line[]) {
  const { ctx, bbox } = plot
  const ratio = uPlot.pxRatio
  const font = 12 * ratio
  const labels = lines.flatMap((line, index) => {
    const last = line.y.findLastIndex(Number.isFinite)
    if (last < 0) return []
    const at = plot.valToPos(line.y[last]!, 'y', true)
    const tip = plot.valToPos(line.x[last]!, 'x', true)
    return [{ text: line.label, colour: hueOf(index), at, tip, y: at }]
  })
  labels.sort((a, b) => a.y - b.y)
  labels.forEach((label, index) => {
    const above = labels[index - 1]
    if (above) label.y = Math.max(label.y, above.y + font * 1.15)
  })
  const overflow = (labels.at(-1)?.y ?? 0) - (bbox.top + bbox.height)
  ctx.save()
  ctx.font = `${font}px ${getComputedStyle(document.body).fontFamily}`
  ctx.textBaseline = 'middle'
  ctx.textAlign = 'left'
  for (const { text, colour, y, at, tip } of labels) {
    ctx.fillStyle = colour
    ctx.beginPath()
    ctx.arc(tip, at, 2.5 * ratio, 0, 2 * Math.PI)
    ctx.fill()
    ctx.fillText(text, bbox.left + bbox.width + 6 * ratio, y - Math.max(0, overflow))
  }
  ctx.restore()
}

function createOptions(width: number, title: string, xLabel: string, live: RefObject<Live>): uPlot.Options {
  const ink = () => readToken('--ink-faint')
  const rule = () => readToken('--rule')
  const font = '12px sans-serif'
  const axis: uPlot.Axis = {
    stroke: ink,
    font,
    labelFont: font,
    grid: { stroke: rule, width: 1 },
    ticks: { show: false },
    values: (_, splits) => splits.map((value) => writeNumber(value)),
  }
  return {
    width,
    height: HEIGHT,
    padding: [8, ROOM, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { size: 6 }, drag: { x: false, y: false } },
    scales: {
      x: { time: false, range: () => [0, live.current.end] },
      y: { range: () => live.current.range },
    },
    axes: [
      { ...axis, label: xLabel, labelSize: 18, size: 28, grid: { show: false } },
      { ...axis, label: title, labelSize: 18, size: 44, space: 32 },
    ],
    series: [
      {},
      ...live.current.lines.map((line, index) => ({
        label: line.label,
        stroke: () => hueOf(index),
        width: line.dashed ? 2 : 1.5,
        dash: line.dashed ? [6, 4] : undefined,
        spanGaps: true,
        points: { show: false },
      })),
    ],
    hooks: { draw: [(plot: uPlot) => drawLabels(plot, live.current.lines)] },
  }
}

/** One measure over the steps of a run. Its axes only ever grow: a curve being read does not jump. */
export function LivePanel({ measure, title, xLabel, lines, end }: Props) {
  const host = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot>(null)
  const live = useRef<Live>({ lines, end, range: [0, 1] })
  const grown = useRef<Range>(null)

  useLayoutEffect(() => {
    const range = growRange(grown.current, measure, lines)
    grown.current = range
    live.current = { lines, end, range }
    plot.current?.setData(alignLines(lines) as uPlot.AlignedData)
  }, [measure, lines, end])

  useEffect(() => {
    const box = host.current!
    const data = alignLines(live.current.lines) as uPlot.AlignedData
    const made = new uPlot(createOptions(box.clientWidth, title, xLabel, live), data, box)
    plot.current = made
    const resize = new ResizeObserver(() => {
      if (box.clientWidth > 0 && box.clientWidth !== made.width) {
        made.setSize({ width: box.clientWidth, height: HEIGHT })
      }
    })
    resize.observe(box)
    const theme = new MutationObserver(() => made.redraw(false, true))
    theme.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    return () => {
      resize.disconnect()
      theme.disconnect()
      made.destroy()
      plot.current = null
    }
  }, [title, xLabel])

  const latest = lines.map((line) => `${line.label} ${writeNumber(line.y.at(-1) ?? NaN)}`).join(', ')
  return (
    <div>
      <p className="m-0 flex items-baseline gap-2 text-ink">
        {title} <span className="text-ink-faint tabular-nums">{latest}</span>
      </p>
      {/* The canvas is as wide as its place and never holds it open: a window made narrow makes the chart narrow. */}
      <div ref={host} style={{ height: HEIGHT, contain: 'inline-size' }} aria-hidden />
    </div>
  )
}
