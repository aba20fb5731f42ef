import 'server-only'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const FOLDER = ['node_modules', '@expo-google-fonts', 'noto-serif-sc'] as const
const FILES = {
  regular: ['400Regular', 'NotoSerifSC_400Regular.ttf'],
  bold: ['600SemiBold', 'NotoSerifSC_600SemiBold.ttf'],
} as const

const kept = new Map<keyof typeof FILES, Buffer>()

/** A face with every Han character a name can hold: 15 MB, read once; a PDF takes the few glyphs it needs. */
export function certificateFont(weight: keyof typeof FILES): Buffer {
  const font =
    kept.get(weight) ??
    readFileSync(join(/* turbopackIgnore: true */ process.cwd(), ...FOLDER, ...FILES[weight]))
  kept.set(weight, font)
  return font
}
