// oxlint-disable vitest/expect-expect -- the expectations are in `expectSound`
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Diagram, type DiagramFault, readDiagram } from './diagram'
import { assignLanes, layColumn, orderNodes, PHONE } from './diagram-column'
import { drawDiagram } from './diagram-draw'
import { layDiagram, type Placed } from './diagram-layout'
import { textWidth } from './text-width'
import { textOf } from './tree'
import { wrapText } from './wrap-text'

const FLOW = `# 一次训练
data: 数据
model: 模型
loss: 损失
step: 优化器走一步

data -> model: 一批
model -> loss
loss -> step：梯度
step -> model: 新的权重
group 训练循环: model, loss, step
`
const flow = readDiagram(FLOW) as Diagram

test('reads nodes, edges, groups, comments and both kinds of colon', () => {
  expect(flow.nodes).toHaveLength(4)
  expect(flow.edges).toEqual([
    { from: 'data', to: 'model', label: '一批' },
    { from: 'model', to: 'loss' },
    { from: 'loss', to: 'step', label: '梯度' },
    { from: 'step', to: 'model', label: '新的权重' },
  ])
  expect(flow.groups).toEqual([{ label: '训练循环', nodes: ['model', 'loss', 'step'] }])
})

describe('refusals name the line', () => {
  const cases: [string, string, string, number][] = [
    ['an unknown node', 'a: A\na -> b', 'diagram-node', 2],
    ['an unknown member', 'a: A\ngroup g: b', 'diagram-node', 2],
    ['a node twice', 'a: A\n\na: B', 'diagram-twice', 3],
    ['an edge twice', 'a: A\nb: B\na -> b\na -> b: x', 'diagram-twice', 4],
    ['an edge to itself', 'a: A\na -> a', 'diagram-twice', 2],
    ['a node in two groups', 'a: A\ngroup g: a\ngroup h: a', 'diagram-twice', 3],
    ['words without an id', 'a: A\n模型：B', 'diagram-line', 2],
    ['no words', 'a:', 'diagram-line', 1],
    ['an empty group', 'a: A\ngroup g:', 'diagram-line', 2],
    ['nothing', '# only a comment', 'diagram-line', 1],
    ['a long label', `a: ${'字'.repeat(81)}`, 'diagram-large', 1],
    ['many nodes', Array.from({ length: 41 }, (_, index) => `n${index}: N`).join('\n'), 'diagram-large', 1],
  ]
  test.each(cases)('%s', (_name, source, code, line) => {
    expect((readDiagram(source) as DiagramFault[])[0]).toMatchObject({ code, line })
  })
})

const graphs = fc
  .record({
    labels: fc.array(fc.stringMatching(/^[a-z一二三四五六七 ]{1,30}$/), { minLength: 1, maxLength: 9 }),
    pairs: fc.array(fc.tuple(fc.nat(8), fc.nat(8), fc.option(fc.constantFrom('是', 'a longer word')))),
    grouped: fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }),
  })
  .map(({ labels, pairs, grouped }): Diagram => {
    const nodes = labels.map((label, index) => ({ id: `n${index}`, label: label.trim() || 'x' }))
    const edges = pairs
      .filter(([a, b]) => a !== b && a < nodes.length && b < nodes.length)
      .filter(([a, b], index, all) => all.findIndex(([c, d]) => a === c && b === d) === index)
      .map(([a, b, label]) => ({ from: `n${a}`, to: `n${b}`, ...(label && { label }) }))
    const members = nodes.map(({ id }) => id).filter((_, index) => grouped[index])
    return { nodes, edges, groups: members.length > 0 ? [{ label: 'g', nodes: members }] : [] }
  })

type Area = { x: number; y: number; width: number; height: number }
const apart = (a: Area, b: Area) =>
  a.x + a.width <= b.x + 0.01 ||
  b.x + b.width <= a.x + 0.01 ||
  a.y + a.height <= b.y + 0.01 ||
  b.y + b.height <= a.y + 0.01

function expectSound(placed: Placed) {
  const { nodes, groups, edges, width, height } = placed
  nodes.forEach((node, index) => {
    for (const other of nodes.slice(index + 1)) expect(apart(node, other)).toBe(true)
  })
  const boxes = [...nodes, ...groups, ...edges.flatMap(({ label }) => (label ? [label] : []))]
  for (const box of boxes) {
    expect(box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height).toBe(true)
  }
  for (const { points } of edges) {
    expect(points.length).toBeGreaterThanOrEqual(2)
    for (const { x, y } of points) expect(x >= 0 && y >= 0 && x <= width && y <= height).toBe(true)
  }
  for (const node of nodes) {
    for (const line of node.lines) expect(textWidth(line) * 14).toBeLessThanOrEqual(node.width)
  }
}

describe('layout', () => {
  test.each(['across', 'down'] as const)('%s: nothing overlaps or leaves the paper', (direction) => {
    fc.assert(
      fc.property(graphs, (diagram) => expectSound(layDiagram(diagram, direction))),
      { numRuns: 60 },
    )
  })
  test('in a column: the same', () => {
    fc.assert(fc.property(graphs, (diagram) => expectSound(layColumn(diagram))))
  })
  test('a column fits a phone', () => {
    expect(layColumn(flow).width).toBeLessThanOrEqual(PHONE)
    const long = readDiagram(
      'a: 一个很长很长的节点名字，长到一行放不下的时候就要折成两行\nb: B\nc: C\na -> b\nb -> c: 边\na -> c: 直达',
    ) as Diagram
    expect(layColumn(long).width).toBeLessThanOrEqual(PHONE)
  })
  test('every node once, parents first where there is no cycle', () => {
    fc.assert(
      fc.property(graphs, (diagram) => {
        const order = orderNodes(diagram)
        expect(order.toSorted()).toEqual(diagram.nodes.map(({ id }) => id).toSorted())
      }),
    )
    const acyclic = readDiagram('c: C\nb: B\na: A\na -> b\nb -> c') as Diagram
    expect(orderNodes(acyclic)).toEqual(['a', 'b', 'c'])
  })
  test('edges in one lane never pass each other', () => {
    const spans = fc.array(fc.tuple(fc.nat(9), fc.nat(9)))
    fc.assert(
      fc.property(spans, (some) => {
        const lanes = assignLanes(some)
        some.forEach(([a, b], index) => {
          some.slice(index + 1).forEach(([c, d], later) => {
            if (lanes[index] !== lanes[index + 1 + later]) return
            expect(Math.max(a, b) < Math.min(c, d) || Math.max(c, d) < Math.min(a, b)).toBe(true)
          })
        })
      }),
    )
  })
})

test('the list says everything the drawing says', () => {
  const [wide, phone, list] = drawDiagram(flow)
  const said = textOf(list)
  for (const { label } of flow.nodes) expect(said).toContain(label)
  for (const { label } of flow.groups) expect(said).toContain(label)
  for (const { label = '' } of flow.edges) expect(said).toContain(label)
  for (const drawing of [wide, phone]) expect(textOf(drawing).replaceAll('\n', '')).toContain('训练循环')
  expect(wide.properties.className).toContain('diagram-wide')
  expect(phone.properties.className).toContain('diagram-phone')
})

test('the same text is always the same drawing', () => {
  expect(drawDiagram(flow)).toEqual(drawDiagram(readDiagram(FLOW) as Diagram))
})

describe('wrapping', () => {
  test.each([
    ['模型', 9, ['模型']],
    ['优化器走一步再走一步', 6, ['优化器走一', '步再走一步']],
    ['gradient descent step', 8, ['gradient', 'descent step']],
    ['损失，梯度', 2, ['损', '失，', '梯度']],
  ])('%s in %f em', (text, width, lines) => {
    expect(wrapText(text, width)).toEqual(lines)
  })
  test('keeps every letter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 20 }), (text, width) => {
        expect(wrapText(text, width).join('').replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''))
      }),
    )
  })
})
