import 'server-only'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { create, type Font } from 'fontkit'
import type { Face } from './faces'

/** Folder of the package and beginning of its files' names, in the order in which they are asked for a character. */
const PACKAGES = {
  'serif-sc': ['noto-serif-sc', 'NotoSerifSC'],
  serif: ['noto-serif', 'NotoSerif'],
  'serif-jp': ['noto-serif-jp', 'NotoSerifJP'],
} as const
const WEIGHTS = { regular: '400Regular', bold: '600SemiBold' } as const
export type Weight = keyof typeof WEIGHTS
export type FaceName = keyof typeof PACKAGES

const kept = new Map<string, Buffer>()

/** The bytes of a face, read once; a PDF takes the few glyphs it needs. */
export function certificateFont(weight: Weight, name: FaceName = 'serif-sc'): Buffer {
  const [folder, file] = PACKAGES[name]
  const path = join(
    /* turbopackIgnore: true */ process.cwd(),
    'node_modules/@expo-google-fonts',
    folder,
    WEIGHTS[weight],
    `${file}_${WEIGHTS[weight]}.ttf`,
  )
  const font = kept.get(path) ?? readFileSync(path)
  kept.set(path, font)
  return font
}

const covers = new Map<FaceName, (point: number) => boolean>()

function coverOf(name: FaceName): (point: number) => boolean {
  const known = covers.get(name)
  if (known) return known
  // A collection has several fonts; these files hold one.
  const points = new Set((create(certificateFont('regular', name)) as Font).characterSet)
  const cover = (point: number) => points.has(point)
  covers.set(name, cover)
  return cover
}

/** The faces of a certificate. A face is opened when those before it lack a character. */
export const certificateFaces = (): readonly Face<FaceName>[] =>
  (Object.keys(PACKAGES) as FaceName[]).map((name) => ({ name, has: (point) => coverOf(name)(point) }))
