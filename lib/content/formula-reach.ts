/**
 * How far a formula moves its signs from where they stand. KaTeX bounds each length by itself; shifts inside shifts, rows
 * of kerns and boxes without a size can still carry words over the lines around them, or over another page's buttons.
 */
import katex, { type KatexOptions } from 'katex'

/** What KaTeX draws from; its types leave the function out, its version is pinned. */
const tree = katex as unknown as { __parse: (source: string, options: KatexOptions) => unknown }

type Length = { number: number; unit: string }

/** Em a unit, as TeX and KaTeX have them; the font is 10 points. */
const EM: Record<string, number> = {
  em: 1,
  ex: 0.431,
  mu: 1 / 18,
  pt: 0.1,
  mm: 0.285,
  cm: 2.845,
  in: 7.227,
  bp: 0.1,
  pc: 1.2,
  dd: 0.107,
  cc: 1.284,
  nd: 0.107,
  nc: 1.28,
  sp: 0,
  px: 0.1,
}

/** Em by which signs may be raised, lowered or moved back in all: two lines. */
const FARTHEST = 4
/** Signs in a box that takes no room. */
const LAPPED = 12

export type Reach = { command: string; reason: Record<'zh' | 'en', string> }

/** What carries signs too far, or nothing; of a formula that does not parse, nothing. */
export function findReach(source: string, display: boolean): Reach | undefined {
  let moved = 0
  return look(parse(source, display), 0)

  function look(node: unknown, raised: number): Reach | undefined {
    if (Array.isArray(node)) {
      for (const each of node) {
        const found = look(each, raised)
        if (found) return found
      }
      return undefined
    }
    if (typeof node !== 'object' || node === null) return undefined
    const part = node as Record<string, unknown>
    let lift = raised
    switch (part['type']) {
      case 'raisebox':
        lift += Math.abs(em(part['dy']))
        if (lift > FARTHEST) return { command: '\\raisebox', reason: FAR }
        break
      case 'rule':
        if (raised + Math.abs(em(part['shift'])) > FARTHEST) return { command: '\\rule', reason: FAR }
        break
      case 'kern': {
        const by = em(part['dimension'])
        if (by < 0) moved -= by
        if (moved > FARTHEST || by > FARTHEST) return { command: 'kern', reason: FAR }
        break
      }
      case 'cr':
        if (Math.abs(em(part['size'])) > FARTHEST) return { command: '\\\\', reason: FAR }
        break
      case 'array':
        for (const gap of (part['rowGaps'] as unknown[] | undefined) ?? []) {
          const by = em(gap)
          if (by < 0) moved -= by
          if (moved > FARTHEST || by > FARTHEST) return { command: '\\\\', reason: FAR }
        }
        break
      case 'lap':
      case 'smash':
        if (signs(part['body']) > LAPPED || holds(part['body'], 'array'))
          return { command: part['type'], reason: LAID }
    }
    return look(
      Object.entries(part).flatMap(([name, value]) => (name === 'loc' ? [] : [value])),
      lift,
    )
  }
}

function parse(source: string, display: boolean): unknown {
  try {
    // Macros are written out here, so that nothing hides in one.
    return tree.__parse(source, {
      displayMode: display,
      strict: 'ignore',
      maxExpand: 1000,
      maxSize: 20,
      trust: false,
    })
  } catch (error) {
    if (error instanceof Error && error.name === 'ParseError') return undefined
    throw error
  }
}

const em = (length: unknown): number => {
  const { number, unit } = (length ?? { number: 0, unit: 'em' }) as Length
  return number * (EM[unit] ?? 1)
}

function children(node: unknown): unknown[] {
  if (Array.isArray(node)) return node
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([name, value]) => (name === 'loc' ? [] : [value as unknown]))
}

const signs = (node: unknown): number =>
  typeof node === 'object' && node !== null && 'text' in node
    ? 1
    : children(node).reduce((sum: number, child) => sum + signs(child), 0)

const holds = (node: unknown, type: string): boolean =>
  (typeof node === 'object' && node !== null && 'type' in node && node.type === type) ||
  children(node).some((child) => holds(child, type))

const FAR = {
  zh: '它把内容移出了自己的行。一个公式里的升降、后退加起来不能超过 4em，一次前移也不能',
  en: 'it carries signs out of their line; lifts and steps back may come to 4em in a formula, and so may one step ahead',
}
const LAID = {
  zh: '它的内容不占位置，会盖住旁边的文字。最多 12 个符号，不能有矩阵',
  en: 'its contents take no room and would cover the words beside it; it may hold 12 signs and no matrix',
}
