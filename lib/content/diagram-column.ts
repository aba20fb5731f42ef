/**
 * The same diagram in one column, for a phone: nodes one under another in the order of the flow, an arrow straight down
 * to the next one, and every other edge round the right side in a lane of its own.
 */
import type { Diagram, DiagramEdge } from './diagram'
import { type Box, type Placed, shifted, sizeNode, surround } from './diagram-layout'
import { textWidth } from './text-width'
import { wrapText } from './wrap-text'

/** What is left of a phone's width when the page has taken its margins. */
export const PHONE = 340
const LANE = 16
const GAP = 34
const SMALL = 12

/** Parents before children where there is no cycle; the members of a group together. */
export function orderNodes({ nodes, edges, groups }: Diagram): string[] {
  const groupOf = (id: string) => groups.findIndex((group) => group.nodes.includes(id))
  const waiting = nodes.map(({ id }) => id)
  const order: string[] = []
  while (waiting.length > 0) {
    const last = order.at(-1)
    const ready = waiting.filter((id) => !edges.some(({ from, to }) => to === id && waiting.includes(from)))
    const open = last === undefined ? -1 : groupOf(last)
    const same = (ids: string[]) => (open < 0 ? undefined : ids.find((id) => groupOf(id) === open))
    const followed = ready.find((id) => edges.some(({ from, to }) => from === last && to === id))
    const next = same(ready) ?? same(waiting) ?? followed ?? ready[0] ?? waiting[0]!
    order.push(next)
    waiting.splice(waiting.indexOf(next), 1)
  }
  return order
}

/** Lanes so that two edges that pass the same node never share one; short edges inside. */
export function assignLanes(spans: readonly (readonly [number, number])[]): number[] {
  const lanes: number[] = spans.map(() => 0)
  const order = spans.map((_, index) => index).sort((a, b) => length(spans[a]!) - length(spans[b]!) || a - b)
  const taken: (readonly [number, number])[][] = []
  for (const index of order) {
    const [from, to] = sorted(spans[index]!)
    let lane = 0
    while (taken[lane]?.some(([low, high]) => low <= to && from <= high)) lane++
    ;(taken[lane] ??= []).push([from, to])
    lanes[index] = lane
  }
  return lanes
}

const sorted = ([a, b]: readonly [number, number]) => [Math.min(a, b), Math.max(a, b)] as const
const length = ([a, b]: readonly [number, number]) => Math.abs(a - b)

export function layColumn(diagram: Diagram): Placed {
  const { nodes, edges, groups } = diagram
  const order = orderNodes(diagram)
  const rank = (id: string) => order.indexOf(id)
  const direct = ({ from, to }: DiagramEdge) => rank(to) === rank(from) + 1
  const around = edges.filter((edge) => !direct(edge))
  const lanes = assignLanes(around.map(({ from, to }) => [rank(from), rank(to)]))
  const room = PHONE - (Math.max(-1, ...lanes) + 2) * LANE - 24
  const sizes = new Map(nodes.map(({ id, label }) => [id, sizeNode(label, Math.max(7, (room - 24) / 14))]))
  const width = Math.max(...[...sizes.values()].map((size) => size.width))

  const boxes = new Map<string, Box>()
  let y = 0
  for (const [index, id] of order.entries()) {
    const { lines, height } = sizes.get(id)!
    const opens = groups.some(
      (group) => group.nodes.includes(id) && !group.nodes.includes(order[index - 1] ?? ''),
    )
    if (opens) y += 22
    boxes.set(id, { x: 0, y, width, height, lines })
    const words = edges.filter((edge) => direct(edge) && edge.from === id && edge.label).length > 0
    y += height + GAP + (words ? 10 : 0)
    const closes = groups.some(
      (group) => group.nodes.includes(id) && !group.nodes.includes(order[index + 1] ?? ''),
    )
    if (closes) y += 10
  }
  const way = (edge: DiagramEdge): Placed['edges'][number] => {
    const [from, to] = [boxes.get(edge.from)!, boxes.get(edge.to)!]
    if (direct(edge)) {
      const x = width / 2
      const points = [
        { x, y: from.y + from.height },
        { x, y: to.y },
      ]
      return { points, ...labelAt(edge, x, (points[0]!.y + points[1]!.y) / 2) }
    }
    const lane = lanes[around.indexOf(edge)]!
    const x = width + (lane + 1) * LANE
    const down = rank(edge.to) > rank(edge.from)
    const start = from.y + from.height * (down ? 0.65 : 0.35)
    const end = to.y + to.height * (down ? 0.35 : 0.65)
    const points = [
      { x: width, y: start },
      { x, y: start },
      { x, y: end },
      { x: width, y: end },
    ]
    // Beside the arrow's tail, in the gap under or above its node, where no box stands.
    const gap = down ? from.y + from.height + 14 : from.y - 14
    return { points, ...labelAt(edge, x, gap, 'left') }
  }
  return shifted({
    width: 0,
    height: 0,
    nodes: nodes.map(({ id }) => boxes.get(id)!),
    groups: groups.map(({ nodes: members, label }) =>
      surround(
        members.map((id) => boxes.get(id)!),
        label,
      ),
    ),
    edges: edges.map(way),
  })
}

function labelAt(edge: DiagramEdge, x: number, y: number, side?: 'left'): { label?: Box } {
  if (edge.label === undefined) return {}
  const [text] = wrapText(edge.label, 40)
  const width = Math.ceil(textWidth(text!) * SMALL + 10)
  return { label: { x: side ? x - width - 4 : x - width / 2, y: y - 10, width, height: 20, lines: [text!] } }
}
