import 'server-only'
import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent } from 'echarts/components'
import * as echarts from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { themeSvg } from './paint'

echarts.use([BarChart, LineChart, GridComponent, SVGRenderer])

export type ChartOption = echarts.EChartsCoreOption
export type ChartSize = { width: number; height: number }

/** Draws on the server; the page ships no chart script. ECharts escapes every text it writes. */
export function renderChart(option: ChartOption, { width, height }: ChartSize): string {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    chart.setOption({ animation: false, ...option })
    return themeSvg(chart.renderToSVGString())
  } finally {
    chart.dispose()
  }
}
