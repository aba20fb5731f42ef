/**
 * Outputs as JSON that gives them back whole: pixels as base64, and NaN and ±∞, which JSON does not know. Without zod:
 * a lesson's page packs what a project shows.
 */
export type PackedOutput = string | number | boolean | null | PackedOutput[] | { [key: string]: PackedOutput }

export const BYTES = '$bytes'
export const NUMBER = '$number'

export function packOutput(output: unknown): PackedOutput {
  if (output instanceof Uint8Array) return { [BYTES]: toBase64(output) }
  if (ArrayBuffer.isView(output)) return Array.from(output as Float32Array, packOutput)
  if (typeof output === 'number') return Number.isFinite(output) ? output : { [NUMBER]: String(output) }
  if (typeof output === 'string' || typeof output === 'boolean') return output
  if (Array.isArray(output)) return output.map(packOutput)
  if (typeof output !== 'object' || output === null) return null
  return Object.fromEntries(
    Object.entries(output).flatMap(([key, value]) => (value === undefined ? [] : [[key, packOutput(value)]])),
  )
}

function toBase64(bytes: Uint8Array): string {
  const slices: string[] = []
  for (let at = 0; at < bytes.length; at += 0x8000) {
    slices.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)))
  }
  return btoa(slices.join(''))
}
