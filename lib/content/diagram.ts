/**
 * What the lines of a ```diagram fence mean. Nodes and edges stand in the order written; nothing is drawn yet.
 *
 *     data: 数据            a node and its words
 *     data -> model: 训练    an edge, with or without words
 *     group 离线: data, model
 */
import { PartId } from '../curriculum/ids'
import type { Params, RefusalCode } from './refusals'

export type DiagramNode = { id: string; label: string }
export type DiagramEdge = { from: string; to: string; label?: string }
export type DiagramGroup = { label: string; nodes: string[] }
export type Diagram = { nodes: DiagramNode[]; edges: DiagramEdge[]; groups: DiagramGroup[] }

/** `line` counts from 1 within the fence. */
export type DiagramFault = { code: RefusalCode; line: number; params: Params }

const LIMITS = { nodes: 40, edges: 80, groups: 8, label: 80 }

const EDGE = /^(\S+?)\s*->\s*(\S+?)(?:\s*[:：]\s*(.*))?$/
const GROUP = /^group\s+([^:：]+?)\s*[:：]\s*(.*)$/
const NODE = /^(\S+?)\s*[:：]\s*(.*)$/

export function readDiagram(source: string): Diagram | DiagramFault[] {
  const faults: DiagramFault[] = []
  const nodes = new Map<string, DiagramNode>()
  const edges: { edge: DiagramEdge; line: number }[] = []
  const groups: { group: DiagramGroup; line: number }[] = []
  const refuse = (code: RefusalCode, line: number, params: Params) => faults.push({ code, line, params })
  const words = (text: string, line: number): string => {
    if ([...text].length > LIMITS.label) {
      refuse('diagram-large', line, { what: text.slice(0, 20), limit: LIMITS.label })
    }
    return text
  }

  source.split('\n').forEach((raw, index) => {
    const line = index + 1
    const text = raw.trim()
    if (text === '' || text.startsWith('#')) return
    const group = GROUP.exec(text)
    const edge = EDGE.exec(text)
    const node = NODE.exec(text)
    if (group) {
      const members = group[2]!.split(/[,，]/).map((name) => name.trim())
      const named = members.filter((name) => name !== '')
      groups.push({ group: { label: words(group[1]!, line), nodes: named }, line })
    } else if (edge) {
      const label = edge[3] ? { label: words(edge[3], line) } : {}
      edges.push({ edge: { from: edge[1]!, to: edge[2]!, ...label }, line })
    } else if (node && PartId.safeParse(node[1]).success && node[2] !== '') {
      const id = node[1]!
      if (nodes.has(id)) refuse('diagram-twice', line, { id })
      else nodes.set(id, { id, label: words(node[2]!, line) })
    } else {
      refuse('diagram-line', line, { text: text.slice(0, 60) })
    }
  })

  const known = [...nodes.keys()].join(' ') || '—'
  const check = (id: string, line: number) => {
    if (!nodes.has(id)) refuse('diagram-node', line, { id: id.slice(0, 60), known })
  }
  const seen = new Set<string>()
  for (const { edge, line } of edges) {
    const { from, to } = edge
    check(from, line)
    check(to, line)
    if (from === to || seen.has(`${from} ${to}`)) refuse('diagram-twice', line, { id: `${from} -> ${to}` })
    seen.add(`${from} ${to}`)
  }
  const grouped = new Set<string>()
  for (const { group, line } of groups) {
    const { label, nodes: members } = group
    if (members.length === 0) refuse('diagram-line', line, { text: `group ${label}:` })
    for (const id of members) {
      check(id, line)
      if (grouped.has(id)) refuse('diagram-twice', line, { id })
      grouped.add(id)
    }
  }
  const counts = [
    [nodes.size, LIMITS.nodes],
    [edges.length, LIMITS.edges],
    [groups.length, LIMITS.groups],
  ] as const
  for (const [count, limit] of counts) if (count > limit) refuse('diagram-large', 1, { what: count, limit })
  if (nodes.size === 0 && faults.length === 0) refuse('diagram-line', 1, { text: '' })
  if (faults.length > 0) return faults
  return {
    nodes: [...nodes.values()],
    edges: edges.map(({ edge }) => edge),
    groups: groups.map(({ group }) => group),
  }
}
