/** The two kinds of chart our pages draw, as ECharts options in placeholder colours. */
import { PAINT } from './paint'
import type { ChartOption } from './render-chart.server'

const FONT = { fontFamily: 'inherit', fontSize: 13, color: PAINT.inkSoft }
const axis = {
  axisLine: { lineStyle: { color: PAINT.ruleStrong } },
  axisTick: { lineStyle: { color: PAINT.ruleStrong } },
  axisLabel: { ...FONT, hideOverlap: true },
}
const grid = (right: number) => ({
  left: 8,
  right,
  top: 34,
  bottom: 30,
  outerBoundsMode: 'same',
  outerBoundsContain: 'axisLabel',
})

/** Names the axis at its upper end, where the eye begins. */
const valueAxis = (name: string) => ({
  type: 'value',
  name,
  nameGap: 14,
  nameTextStyle: { ...FONT, align: 'left' },
  ...axis,
  axisLine: { show: false },
  axisTick: { show: false },
  splitLine: { lineStyle: { color: PAINT.rule } },
})

export function bars(input: {
  labels: string[]
  values: number[]
  xName: string
  yName: string
  /** Writes the number over each bar. */
  numbered: boolean
}): ChartOption {
  return {
    textStyle: FONT,
    grid: grid(8),
    xAxis: {
      type: 'category',
      data: input.labels,
      name: input.xName,
      nameLocation: 'middle',
      nameGap: 26,
      nameTextStyle: FONT,
      ...axis,
      axisTick: { show: false },
    },
    yAxis: { ...valueAxis(input.yName), minInterval: 1 },
    series: [
      {
        type: 'bar',
        data: input.values,
        barMaxWidth: 44,
        barCategoryGap: '28%',
        itemStyle: { color: PAINT.data1 },
        label: {
          ...FONT,
          show: input.numbered,
          position: 'top',
          color: PAINT.ink,
          formatter: ({ value }: { value: number }) => (value === 0 ? '' : String(value)),
        },
      },
    ],
  }
}

export type Line = { name: string; points: [x: number, y: number | null][] }

const HUES = [
  { color: PAINT.data1, type: 'solid', symbol: 'none' },
  { color: PAINT.data2, type: 'dashed', symbol: 'circle' },
  { color: PAINT.data3, type: 'dotted', symbol: 'rect' },
  { color: PAINT.data4, type: 'solid', symbol: 'triangle' },
  { color: PAINT.data5, type: 'dashed', symbol: 'diamond' },
] as const

/** At most five lines, told apart by hue, dash and mark, each with its name at its end. */
export function lines(input: { lines: Line[]; xName: string; yName: string }): ChartOption {
  const longest = Math.max(0, ...input.lines.map((line) => line.name.length))
  return {
    textStyle: FONT,
    grid: grid(Math.min(120, 18 + longest * 8)),
    xAxis: {
      type: 'value',
      name: input.xName,
      nameLocation: 'middle',
      nameGap: 26,
      nameTextStyle: FONT,
      max: 'dataMax',
      ...axis,
      // The last step is seldom a round number and would crowd the one before it.
      axisLabel: { ...axis.axisLabel, showMaxLabel: false },
      splitLine: { show: false },
    },
    yAxis: { ...valueAxis(input.yName), scale: true },
    series: input.lines.slice(0, HUES.length).map((line, index) => {
      const { color, type, symbol } = HUES[index]!
      return {
        type: 'line',
        name: line.name,
        data: line.points,
        symbol: line.points.length > 40 ? 'none' : symbol === 'none' ? 'circle' : symbol,
        symbolSize: 6,
        lineStyle: { color, width: 2, type },
        itemStyle: { color },
        endLabel: { ...FONT, show: true, color, formatter: line.name, distance: 6 },
        labelLayout: { moveOverlap: 'shiftY' },
      }
    }),
  }
}
