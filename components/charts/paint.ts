/**
 * ECharts wants colours it can compute with; we want the tokens, so that one drawing serves both themes. Charts are
 * drawn in placeholder colours nobody else uses, and the finished SVG gets the variables in their place.
 */
export const PAINT = {
  ink: '#010201',
  inkSoft: '#010202',
  inkFaint: '#010203',
  rule: '#010204',
  ruleStrong: '#010205',
  paper: '#010206',
  data1: '#010207',
  data2: '#010208',
  data3: '#010209',
  data4: '#01020a',
  data5: '#01020b',
} as const

const variable = (paint: string) => `var(--${paint.replace(/[A-Z0-9]/, (sign) => `-${sign.toLowerCase()}`)})`

const VARIABLES = new Map(Object.entries(PAINT).map(([name, colour]) => [colour as string, variable(name)]))

/** Finished SVG of a chart: themed, without the styles and marks that only a live chart needs, as wide as its place. */
export function themeSvg(svg: string): string {
  return (
    svg
      .replace(/<style\b[^>]*>[\s\S]*?<\/style>/g, '')
      // Nothing of our charts lies outside its axes, and clip paths bring ids and a black of their own.
      .replace(/<defs\b[^>]*>[\s\S]*?<\/defs>/g, '')
      .replace(/ (?:class|ecmeta_\w+|pointer-events|clip-path)="[^"]*"/g, '')
      .replace(/(fill|stroke|stop-color)="(#[0-9a-f]{6})"/g, (whole, attribute: string, colour: string) => {
        const found = VARIABLES.get(colour)
        return found ? `${attribute}="${found}"` : whole
      })
      .replace(/^<svg width="\d+" height="\d+"/, '<svg width="100%" aria-hidden="true" focusable="false"')
  )
}
