/** Where the parts of a diagram stand, in pixels: layered, from left to right or from top to bottom. */
import { Graph, layout } from '@dagrejs/dagre'
import type { Diagram } from './diagram'
import { textWidth } from './text-width'
import { wrapText } from './wrap-text'

export const FONT = 14
export const LINE = 20
const SMALL = 12
const MARGIN = 2

export type Box = { x: number; y: number; width: number; height: number; lines: string[] }
export type Placed = {
  width: number
  height: number
  /** `x` and `y` are the upper left corner. */
  nodes: Box[]
  groups: Box[]
  edges: { points: { x: number; y: number }[]; label?: Box }[]
}

/** @param most widest line in em */
export function sizeNode(label: string, most: number): { lines: string[]; width: number; height: number } {
  const lines = wrapText(label, most)
  const widest = lines.reduce((width, line) => Math.max(width, textWidth(line)), 0)
  return { lines, width: Math.ceil(widest * FONT + 24), height: lines.length * LINE + 16 }
}

function sizeLabel(label: string, most: number) {
  const lines = wrapText(label, most)
  const widest = lines.reduce((width, line) => Math.max(width, textWidth(line)), 0)
  return { lines, width: Math.ceil(widest * SMALL + 10), height: lines.length * 16 + 4 }
}

export type Direction = 'across' | 'down'

export function layDiagram({ nodes, edges, groups }: Diagram, direction: Direction): Placed {
  const graph = new Graph({ compound: true, multigraph: false })
  const across = direction === 'across'
  graph.setGraph({
    rankdir: across ? 'LR' : 'TB',
    nodesep: across ? 18 : 22,
    ranksep: across ? 34 : 30,
    edgesep: 10,
    marginx: MARGIN,
    marginy: MARGIN,
  })
  graph.setDefaultEdgeLabel(() => ({}))
  const sized = new Map(nodes.map(({ id, label }) => [id, sizeNode(label, 9)]))
  for (const [id, { width, height }] of sized) graph.setNode(id, { width, height })
  groups.forEach((group, index) => {
    graph.setNode(`:${index}`, {})
    for (const id of group.nodes) graph.setParent(id, `:${index}`)
  })
  const labels = edges.map(({ label }) => (label === undefined ? undefined : sizeLabel(label, 7)))
  edges.forEach(({ from, to }, index) => {
    const { width = 0, height = 0 } = labels[index] ?? {}
    graph.setEdge(from, to, { width, height, labelpos: 'c' })
  })
  layout(graph)

  const corner = (at: { x: number; y: number; width: number; height: number }) => ({
    x: at.x - at.width / 2,
    y: at.y - at.height / 2,
    width: at.width,
    height: at.height,
  })
  const boxes = nodes.map(({ id }) => ({ ...corner(graph.node(id) as Box), lines: sized.get(id)!.lines }))
  const placed: Placed = {
    width: 0,
    height: 0,
    nodes: boxes,
    groups: groups.map((group) =>
      surround(
        group.nodes.map((id) => boxes[nodes.findIndex((n) => n.id === id)]!),
        group.label,
      ),
    ),
    edges: edges.map(({ from, to }, index) => {
      const edge = graph.edge(from, to) as { points: { x: number; y: number }[]; x?: number; y?: number }
      const size = labels[index]
      const label = size && { ...corner({ ...size, x: edge.x ?? 0, y: edge.y ?? 0 }), lines: size.lines }
      return { points: edge.points, ...(label && { label }) }
    }),
  }
  return shifted(placed)
}

/** A frame around the members with room for its name above them. */
export function surround(members: Box[], label: string): Box {
  const [x0, y0] = [Math.min(...members.map((m) => m.x)), Math.min(...members.map((m) => m.y))]
  const x1 = Math.max(...members.map((m) => m.x + m.width), x0 + textWidth(label) * SMALL)
  const y1 = Math.max(...members.map((m) => m.y + m.height))
  return { x: x0 - 10, y: y0 - 26, width: x1 - x0 + 20, height: y1 - y0 + 36, lines: [label] }
}

/** Everything moved into the positive, and the size of it all. */
export function shifted(placed: Placed): Placed {
  const boxes = [
    ...placed.nodes,
    ...placed.groups,
    ...placed.edges.flatMap(({ label }) => (label ? [label] : [])),
  ]
  const points = placed.edges.flatMap((edge) => edge.points)
  const left = Math.min(...boxes.map((box) => box.x), ...points.map(({ x }) => x)) - MARGIN
  const top = Math.min(...boxes.map((box) => box.y), ...points.map(({ y }) => y)) - MARGIN
  const right = Math.max(...boxes.map((box) => box.x + box.width), ...points.map(({ x }) => x)) + MARGIN
  const bottom = Math.max(...boxes.map((box) => box.y + box.height), ...points.map(({ y }) => y)) + MARGIN
  const move = <T extends { x: number; y: number }>(part: T): T => ({
    ...part,
    x: part.x - left,
    y: part.y - top,
  })
  return {
    width: Math.ceil(right - left),
    height: Math.ceil(bottom - top),
    nodes: placed.nodes.map(move),
    groups: placed.groups.map(move),
    edges: placed.edges.map(({ points: way, label }) => ({
      points: way.map(move),
      ...(label && { label: move(label) }),
    })),
  }
}
