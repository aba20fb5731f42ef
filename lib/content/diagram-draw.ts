/** A placed diagram as clean SVG elements that follow the theme, and its words as a nested list. */
import type { Element, ElementContent } from 'hast'
import type { Diagram } from './diagram'
import { layColumn, PHONE } from './diagram-column'
import { type Box, FONT, layDiagram, LINE, type Placed } from './diagram-layout'
import { textWidth } from './text-width'

/** The column of prose on a wide screen. */
const COLUMN = 680

/** The drawing for a wide page, the drawing for a phone, and the list, in this order. */
export function drawDiagram(diagram: Diagram): [Element, Element, Element] {
  const across = layDiagram(diagram, 'across')
  const down = layDiagram(diagram, 'down')
  const wide = across.width <= COLUMN ? across : down.width <= COLUMN ? down : narrower(across, down)
  const phone = down.width <= PHONE ? down : layColumn(diagram)
  return [draw(wide, 'diagram-wide'), draw(phone, 'diagram-phone'), list(diagram)]
}

const narrower = (a: Placed, b: Placed) => (a.width <= b.width ? a : b)

const element = (
  tagName: string,
  properties: Element['properties'],
  children: ElementContent[] = [],
): Element => ({ type: 'element', tagName, properties, children })
const round = (value: number) => String(Math.round(value * 10) / 10)

function draw(placed: Placed, className: string): Element {
  const { width, height, nodes, edges, groups } = placed
  return element(
    'svg',
    {
      viewBox: `0 0 ${width} ${height}`,
      width: String(width),
      height: String(height),
      className: ['lesson-diagram-drawing', className],
      'aria-hidden': 'true',
    },
    [
      ...groups.map((group) => frame(group)),
      ...edges.map(({ points }) => arrow(points)),
      ...groups.map((group) => nameOf(group)),
      ...nodes.map((node) => element('g', {}, [outline(node, 6), ...lines(node, FONT, LINE, 'var(--ink)')])),
      ...edges.flatMap(({ label }) => (label ? [worded(label)] : [])),
    ],
  )
}

const outline = ({ x, y, width, height }: Box, radius: number) =>
  element('rect', {
    x: round(x),
    y: round(y),
    width: round(width),
    height: round(height),
    rx: String(radius),
    fill: 'var(--paper-raised)',
    stroke: 'var(--rule-strong)',
  })

function frame({ x, y, width, height }: Box): Element {
  const box = { x: round(x), y: round(y), width: round(width), height: round(height), rx: '8' }
  return element('rect', { ...box, fill: 'var(--paper-sunk)', stroke: 'var(--rule)' })
}

/** Over the edges, on a ground of its own: an edge that enters its group would strike it out. */
function nameOf({ x, y, lines: [name = ''] }: Box): Element {
  const ground = { x: round(x + 6), y: round(y + 4), width: round(textWidth(name) * 12 + 8), height: '18' }
  return element('g', {}, [
    element('rect', { ...ground, fill: 'var(--paper-sunk)' }),
    element('text', { x: round(x + 10), y: round(y + 17), fill: 'var(--ink-soft)', 'font-size': '12' }, [
      { type: 'text', value: name },
    ]),
  ])
}

function lines(
  { x, y, width, height, lines: rows }: Box,
  size: number,
  leading: number,
  fill: string,
): Element[] {
  const top = y + height / 2 - ((rows.length - 1) * leading) / 2
  return rows.map((row, index) =>
    element(
      'text',
      {
        x: round(x + width / 2),
        y: round(top + index * leading + size * 0.35),
        'text-anchor': 'middle',
        'font-size': String(size),
        fill,
      },
      [{ type: 'text', value: row }],
    ),
  )
}

/** Words on an edge stand on paper, so that no line runs through them. */
function worded(label: Box): Element {
  const { x, y, width, height } = label
  const box = { x: round(x), y: round(y), width: round(width), height: round(height), rx: '3' }
  return element('g', {}, [
    element('rect', { ...box, fill: 'var(--paper)', 'fill-opacity': '0.9' }),
    ...lines(label, 12, 16, 'var(--ink-soft)'),
  ])
}

type Point = { x: number; y: number }

/** Straight pieces with rounded corners, and a head on the last. */
function arrow(points: Point[]): Element {
  const last = points.at(-1)!
  const before = points.findLast((point) => Math.hypot(last.x - point.x, last.y - point.y) > 1) ?? last
  const far = Math.hypot(last.x - before.x, last.y - before.y) || 1
  const [dx, dy] = [(last.x - before.x) / far, (last.y - before.y) / far]
  const at = (back: number, side: number) =>
    `${round(last.x - dx * back - dy * side)} ${round(last.y - dy * back + dx * side)}`
  const tip = { x: last.x - dx * 6, y: last.y - dy * 6 }
  return element('g', {}, [
    element('path', {
      d: bend([...points.slice(0, -1), tip]),
      fill: 'none',
      stroke: 'var(--ink-faint)',
      'stroke-width': '1.5',
    }),
    element('path', { d: `M${at(0, 0)}L${at(9, 4.5)}L${at(9, -4.5)}Z`, fill: 'var(--ink-faint)' }),
  ])
}

const CORNER = 8

function bend(points: Point[]): string {
  const [first, ...rest] = points as [Point, ...Point[]]
  let path = `M${round(first.x)} ${round(first.y)}`
  rest.forEach((point, index) => {
    const [before, after] = [points[index]!, rest[index + 1]]
    if (!after) {
      path += `L${round(point.x)} ${round(point.y)}`
      return
    }
    const [enter, leave] = [toward(point, before), toward(point, after)]
    path += `L${round(enter.x)} ${round(enter.y)}Q${round(point.x)} ${round(point.y)} ${round(leave.x)} ${round(leave.y)}`
  })
  return path
}

function toward(from: Point, to: Point): Point {
  const far = Math.hypot(to.x - from.x, to.y - from.y) || 1
  const share = Math.min(CORNER, far / 2) / far
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
}

/** Groups, their nodes, and under each node where it leads. */
function list({ nodes, edges, groups }: Diagram): Element {
  const labelOf = (id: string) => nodes.find((node) => node.id === id)!.label
  const text = (value: string): ElementContent => ({ type: 'text', value })
  const item = (id: string): Element => {
    const ways = edges.filter((edge) => edge.from === id)
    const inner = ways.map((edge) =>
      element('li', {}, [text(`${edge.label ? `${edge.label} ` : ''}→ ${labelOf(edge.to)}`)]),
    )
    return element('li', {}, [text(labelOf(id)), ...(inner.length > 0 ? [element('ul', {}, inner)] : [])])
  }
  const grouped = new Set(groups.flatMap((group) => group.nodes))
  const free = nodes.filter(({ id }) => !grouped.has(id)).map(({ id }) => item(id))
  const framed = groups.map((group) =>
    element('li', {}, [text(group.label), element('ul', {}, group.nodes.map(item))]),
  )
  return element('ul', {}, [...free, ...framed])
}
