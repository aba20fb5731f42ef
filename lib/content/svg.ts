/** A drawing beside a lesson → clean elements that follow the theme. Closed lists; anything else is refused by place. */
import type { Element, ElementContent } from 'hast'
import { LIMITS } from './limits'
import { Refusals, type Refusal } from './refusals'
import { place } from './place'
import { findCostly } from './svg-cost'
import { refuseInvisible } from './syntax'
import { readXml, type XmlElement } from './xml'

/** No `use`, `pattern` or `mask`: nested references make a kilobyte draw a billion shapes. */
const ELEMENTS = new Set(
  (
    'svg g path rect circle ellipse line polyline polygon text tspan defs marker linearGradient radialGradient stop ' +
    'clipPath title desc'
  ).split(' '),
)

const ATTRIBUTES = new Set(
  (
    'id d x y x1 x2 y1 y2 cx cy r rx ry fx fy dx dy width height points viewBox preserveAspectRatio transform ' +
    'fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-dasharray ' +
    'stroke-dashoffset stroke-miterlimit opacity clip-path clip-rule color font-family font-size font-weight ' +
    'font-style letter-spacing text-anchor dominant-baseline alignment-baseline baseline-shift marker-start ' +
    'marker-mid marker-end markerWidth markerHeight markerUnits refX refY orient offset stop-color stop-opacity ' +
    'gradientUnits gradientTransform spreadMethod clipPathUnits ' +
    'rotate textLength lengthAdjust vector-effect paint-order shape-rendering ' +
    'text-rendering href aria-label aria-hidden xml:space'
  ).split(' '),
)

const COLOURS = new Set(['fill', 'stroke', 'stop-color', 'color'])
const COLOUR =
  /^(none|currentColor|transparent|inherit|context-(fill|stroke)|var\(--[a-z0-9-]+\)|url\(#[\w-]+\))$/
const FONT = /^(inherit|monospace|sans-serif|serif|var\(--font-(body|ui|code)\))$/
/** Numbers, words, paths and transforms: no colon, quote, backslash or at-sign, so no scheme and no escape. */
const VALUE = /^[\w\s.,%#()+*/-]*$/
const WORDS = new Set(['aria-label'])
/** Editors write these; they draw nothing and are dropped without a word. */
const IGNORED = /^(xmlns(:\w+)?|version|xml:space|baseProfile)$/
/** The page says itself what a figure is: any other role would tell a screen reader lies. */
const ROLE = 'img'

type Figure = { svg: Element; refusals: [] } | { svg: undefined; refusals: Refusal[] }

/**
 * @param file path for refusals
 * @param prefix put before every id, so that two figures of a page never share one
 */
export function readFigure(file: string, text: string, prefix: string): Figure {
  const refusals = new Refusals(file)
  const bytes = Buffer.byteLength(text)
  if (bytes > LIMITS.figure) {
    const params = { kilobytes: Math.ceil(bytes / 1024), limit: LIMITS.figure / 1024 }
    refusals.add('figure-large', undefined, params)
    return { svg: undefined, refusals: refusals.list }
  }
  refuseInvisible(text, refusals)
  const root = readXml(text, LIMITS.depth)
  if ('reason' in root) {
    refusals.add('figure-syntax', place(text, root.at), { reason: root.reason })
    return { svg: undefined, refusals: refusals.list }
  }
  if (root.name !== 'svg') refusals.add('figure-element', place(text, root.at), { name: root.name })
  if (!root.attributes.some(([name]) => name === 'viewBox')) {
    refusals.add('figure-viewbox', place(text, root.at), { name: file.split('/').at(-1) ?? file })
  }
  const svg = clean(root)
  const costly = findCostly(root)
  if (costly) refusals.add('figure-cost', place(text, costly.at), { reason: costly.reason })
  return refusals.list.length > 0 ? { svg: undefined, refusals: refusals.list } : { svg, refusals: [] }

  function clean(element: XmlElement): Element {
    const at = place(text, element.at)
    if (!ELEMENTS.has(element.name)) refusals.add('figure-element', at, { name: element.name })
    const properties: Element['properties'] = {}
    for (const [name, value] of element.attributes) {
      if (IGNORED.test(name) || (name === 'role' && value === ROLE)) continue
      const kept = keep(name, value)
      if (kept.ok) properties[name] = kept.value
      else refusals.add(kept.code, at, { name: element.name, attribute: name, value: value.slice(0, 60) })
    }
    const children = element.children.map((child): ElementContent =>
      typeof child === 'string' ? { type: 'text', value: child } : clean(child),
    )
    return { type: 'element', tagName: element.name, properties, children }
  }

  function keep(
    name: string,
    value: string,
  ): { ok: true; value: string } | { ok: false; code: 'figure-attribute' | 'figure-colour' } {
    const text = value.trim()
    const refused = { ok: false, code: 'figure-attribute' } as const
    if (!ATTRIBUTES.has(name)) return refused
    if (WORDS.has(name)) return { ok: true, value: text }
    if (COLOURS.has(name)) {
      return COLOUR.test(text) ? { ok: true, value: own(text) } : { ok: false, code: 'figure-colour' }
    }
    if (name === 'font-family') return FONT.test(text) ? { ok: true, value: text } : refused
    if (name === 'id') return /^[\w-]+$/.test(text) ? { ok: true, value: `${prefix}-${text}` } : refused
    if (name === 'href')
      return /^#[\w-]+$/.test(text) ? { ok: true, value: `#${prefix}-${text.slice(1)}` } : refused
    if (!VALUE.test(text)) return refused
    if (/url\s*\(/i.test(text))
      return /^url\(#[\w-]+\)$/.test(text) ? { ok: true, value: own(text) } : refused
    return { ok: true, value: text }
  }

  function own(value: string): string {
    return value.replace(/^url\(#([\w-]+)\)$/, `url(#${prefix}-$1)`)
  }
}
