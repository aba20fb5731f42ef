/**
 * What the words behind ``` mean: `ts cell id=train title="…"`, `ts check id=shape for=train`, `ts solution for=train`,
 * `diagram id=flow title="…" alt="…"`.
 */
import { z } from 'zod'
import { PartId } from '../curriculum/ids'
import { LANGUAGES } from './highlight'
import { read } from './reasons'
import type { Params, RefusalCode } from './refusals'

const WORDS = z.string().trim().min(1).max(300)

const ROLES = {
  cell: z.strictObject({ id: PartId, title: WORDS.optional() }),
  /** `size=full`: holds only when training ran to its end, as it does not where lessons are walked in tests. */
  check: z.strictObject({ id: PartId, for: PartId, size: z.literal('full').optional() }),
  solution: z.strictObject({ for: PartId }),
  diagram: z.strictObject({ id: PartId, title: WORDS.optional(), alt: WORDS.optional() }),
} as const

export type Fence =
  | { role: 'static'; language: string }
  | ({ role: 'cell' } & z.infer<typeof ROLES.cell>)
  | ({ role: 'check' } & z.infer<typeof ROLES.check>)
  | ({ role: 'solution' } & z.infer<typeof ROLES.solution>)
  | ({ role: 'diagram' } & z.infer<typeof ROLES.diagram>)

/** What other tools call the languages we have. */
const MEANT: Record<string, string> = {
  typescript: 'ts',
  tsx: 'ts',
  javascript: 'js',
  jsx: 'js',
  mjs: 'js',
  py: 'python',
  python3: 'python',
  sh: 'bash',
  shell: 'bash',
  zsh: 'bash',
  console: 'bash',
  yml: 'yaml',
  jsonc: 'json',
  txt: 'text',
  plain: 'text',
  plaintext: 'text',
  mermaid: 'diagram',
  flowchart: 'diagram',
  graphviz: 'diagram',
  dot: 'diagram',
  plantuml: 'diagram',
}

function meantBy(language: string): Record<'zh' | 'en', string> {
  const name = language.toLowerCase()
  const meant = Object.hasOwn(MEANT, name) ? MEANT[name] : undefined
  if (meant === undefined) return { zh: '', en: '' }
  if (meant !== 'diagram') return { zh: `请写 ${meant}。`, en: ` Write ${meant}.` }
  return {
    zh: '图写成 diagram id=flow，每行一个节点（data: 数据）或一条边（data -> model: 训练）。',
    en: ' Write diagram id=flow, with a node (data: Data) or an edge (data -> model: trains) a line.',
  }
}

export type FenceFault = { code: RefusalCode; params: Params }

/** One word, or `name=word`, or `name="words"`. */
const WORD = /\s*(?:([a-z]+)=(?:"([^"]*)"|([^\s"]+))|(\S+))/gy

export function readFence(
  language: string | null | undefined,
  meta: string | null | undefined,
): Fence | FenceFault[] {
  const lang = language ?? 'text'
  if (!Object.hasOwn(LANGUAGES, lang) && lang !== 'diagram') {
    const known = [...Object.keys(LANGUAGES), 'diagram'].join(' ')
    return [{ code: 'fence-language', params: { language: lang, known, meant: meantBy(lang) } }]
  }
  const bare: string[] = []
  const named: [string, string][] = []
  for (const [, name, quoted, plain, word] of (meta ?? '').trimEnd().matchAll(WORD)) {
    if (name) named.push([name, quoted ?? plain ?? ''])
    else if (word) bare.push(word)
  }
  const drawn = lang === 'diagram'
  const [role, ...extra] = drawn ? ['diagram', ...bare] : bare
  if (role === undefined && named.length === 0) return { role: 'static', language: lang }
  const said = (attribute: string, zh: string, en: string): FenceFault[] => [
    { code: 'fence-attribute', params: { attribute, reason: { zh, en } } },
  ]
  if (role !== 'cell' && role !== 'check' && role !== 'solution' && !(drawn && role === 'diagram')) {
    return said(role ?? named[0]?.[0] ?? '', '不认识', 'it is not known')
  }
  if (extra[0]) return said(extra[0], '不认识', 'it is not known')
  if (lang !== 'ts' && !drawn) return said(lang, `${role} 的语言要写 ts`, `the language of a ${role} is ts`)
  const names = named.map(([name]) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice) return said(twice, '写了两次', 'it is written twice')
  const result = read(ROLES[role], Object.fromEntries(named))
  if (result.ok) return { role, ...result.value } as Fence
  return result.issues.map(({ path, reason }) => ({
    code: 'fence-attribute',
    params: { attribute: path.join('.') || role, reason },
  }))
}
