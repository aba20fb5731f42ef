/**
 * What a drawing costs a browser. A kilobyte may draw a billion shapes wherever one part is drawn many times: a marker
 * at every point of a line, a clip at every group, a dash at every unit of a length. Each is counted as often as it is
 * drawn, and what could multiply itself is not allowed at all.
 */
import type { XmlElement } from './xml'

type Reason = { zh: string; en: string }
export type Costly = { at: number; reason: Reason }

/** Points, shapes and dashes. The lessons' own drawings stay under 3,000; a browser draws this many in a frame or two. */
const MOST = 20_000
/** Beyond it a browser spends its time on what nobody sees. */
const FARTHEST = 100_000

const POINTED = new Set(['path', 'line', 'polyline', 'polygon'])
const MARKS = ['marker-start', 'marker-mid', 'marker-end']
const GEOMETRY = [
  'd',
  'points',
  'x',
  'y',
  'x1',
  'x2',
  'y1',
  'y2',
  'cx',
  'cy',
  'r',
  'rx',
  'ry',
  'dx',
  'dy',
  'width',
  'height',
  'transform',
  'viewBox',
  'stroke-width',
  'font-size',
  'markerWidth',
  'markerHeight',
  'textLength',
]
const NUMBER = /[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/gi

export function findCostly(root: XmlElement): Costly | undefined {
  const byId = new Map<string, XmlElement>()
  const all: XmlElement[] = []
  collect(root)
  const shapes = new Map<XmlElement, number>()
  return (
    all.map((element) => multiplied(element) ?? far(element)).find((fault) => fault !== undefined) ?? total()
  )

  function collect(element: XmlElement): void {
    all.push(element)
    const id = read(element, 'id')
    if (id) byId.set(id, element)
    for (const child of element.children) if (typeof child !== 'string') collect(child)
  }

  /** What would multiply what multiplies already. A marker on a group is inherited by all in it, markers included. */
  function multiplied(element: XmlElement): Costly | undefined {
    if (!POINTED.has(element.name) && MARKS.some((name) => read(element, name) !== undefined))
      return { at: element.at, reason: MARKED }
    if (element.name !== 'marker' && element.name !== 'clipPath') return undefined
    const inner = within(element).find((part) =>
      [...MARKS, 'clip-path'].some((name) => read(part, name) !== undefined),
    )
    return inner && { at: inner.at, reason: NESTED }
  }

  function far(element: XmlElement): Costly | undefined {
    const numbers = GEOMETRY.flatMap((name) => numbersOf(read(element, name)))
    return numbers.some((value) => !Number.isFinite(value) || Math.abs(value) > FARTHEST)
      ? { at: element.at, reason: FAR }
      : undefined
  }

  function total(): Costly | undefined {
    let sum = 0
    const add = (element: XmlElement, dash: number | undefined): Costly | undefined => {
      const own = dashOf(element) ?? dash
      if (own !== undefined && own < 1) return { at: element.at, reason: DASHED }
      sum += drawn(element) + (own === undefined ? 0 : lengthOf(element) / own)
      if (sum > MOST) return { at: element.at, reason: MANY }
      for (const child of element.children) {
        const fault = typeof child === 'string' ? undefined : add(child, own)
        if (fault) return fault
      }
      return undefined
    }
    return add(root, undefined)
  }

  /** Of one element without its children, and of all that is drawn for it. */
  function drawn(element: XmlElement): number {
    const points = pointsOf(element)
    const marks = MARKS.map((name) => {
      const target = targetOf(read(element, name))
      return target ? shapesOf(target) * (name === 'marker-mid' ? points : 1) : 0
    })
    const clip = targetOf(read(element, 'clip-path'))
    return points + marks.reduce((sum, count) => sum + count, 0) + (clip ? shapesOf(clip) : 0)
  }

  function shapesOf(element: XmlElement): number {
    const known = shapes.get(element)
    if (known !== undefined) return known
    const count = [element, ...within(element)].reduce((sum, part) => {
      const dash = dashOf(part)
      return sum + pointsOf(part) + (dash === undefined ? 0 : lengthOf(part) / Math.max(dash, 0.01))
    }, 0)
    shapes.set(element, count)
    return count
  }

  function targetOf(value: string | undefined): XmlElement | undefined {
    return byId.get(/^url\(#([\w-]+)\)$/.exec(value?.trim() ?? '')?.[1] ?? '')
  }
}

const within = (element: XmlElement): XmlElement[] =>
  element.children.flatMap((child) => (typeof child === 'string' ? [] : [child, ...within(child)]))

const read = (element: XmlElement, name: string): string | undefined =>
  element.attributes.find(([other]) => other === name)?.[1]

const numbersOf = (value: string | undefined): number[] => (value?.match(NUMBER) ?? []).map(Number)

/** A letter of text is a shape of its own. */
function pointsOf(element: XmlElement): number {
  const letters = element.children.reduce(
    (sum, child) => sum + (typeof child === 'string' ? child.trim().length : 0),
    0,
  )
  return (
    1 +
    letters +
    Math.ceil([...numbersOf(read(element, 'd')), ...numbersOf(read(element, 'points'))].length / 2)
  )
}

/** An upper bound: each point as far from the one before as any number of the element says. */
function lengthOf(element: XmlElement): number {
  const numbers = GEOMETRY.flatMap((name) => numbersOf(read(element, name))).map(Math.abs)
  // Nearly a dozen for the sides and the curve of a shape that has no points.
  return (
    Math.max(0, ...numbers) * (pointsOf(element) > 1 ? 1.5 : 6) * Math.max(1, Math.min(pointsOf(element), 8))
  )
}

/** One dash with its gap; undefined for a line without dashes. */
function dashOf(element: XmlElement): number | undefined {
  const dashes = numbersOf(read(element, 'stroke-dasharray'))
  return dashes.length === 0 ? undefined : dashes.reduce((sum, value) => sum + value, 0)
}

const MARKED = {
  zh: 'marker-start、marker-mid 和 marker-end 只能直接写在 path、line、polyline 或 polygon 上，不能写在组上',
  en: 'write marker-start, marker-mid and marker-end on a path, line, polyline or polygon itself, not on a group',
}
const NESTED = {
  zh: '<marker> 和 <clipPath> 里面不能再用箭头或裁剪',
  en: 'nothing inside a <marker> or <clipPath> may have a marker or a clip of its own',
}
const FAR = {
  zh: `有超过 ${FARTHEST} 的坐标或尺寸。请缩小 viewBox 和图形`,
  en: `a coordinate or size is beyond ${FARTHEST}; scale the viewBox and the shapes down`,
}
const DASHED = {
  zh: 'stroke-dasharray 一段加间隔不到 1。请写长一些，例如 4 3',
  en: 'a dash of stroke-dasharray with its gap is shorter than 1; write a longer one, such as 4 3',
}
const MANY = {
  zh: `箭头、裁剪、虚线和点加起来超过 ${MOST} 个。请减少 path 的点，或者去掉 marker-mid`,
  en: `its markers, clips, dashes and points are more than ${MOST}; use fewer points, or no marker-mid`,
}
