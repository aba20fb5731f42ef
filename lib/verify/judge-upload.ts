/**
 * Looks at an upload before any arithmetic: is it a set of weights for exactly the check's topology? The claims of
 * the layers are worth nothing as proof (the server scores its own topology); they make the refusal understandable.
 */
import type { ModelCheckSpec } from '../curriculum/checks'
import type { Upload } from './upload'
import type { Reason, ReasonCode } from './verdict'
import { expectedLayers, sizeOf, weightShapes } from './topology'

/** Beyond it a float32 network is broken, and products begin to overflow. */
export const LARGEST_WEIGHT = 1e6

export type JudgedUpload = { kind: 'weights'; values: Float32Array } | { kind: 'malformed'; reason: Reason }

const refuse = (code: ReasonCode, data: Reason['data'] = {}): JudgedUpload => ({
  kind: 'malformed',
  reason: { code, data },
})

/** Layers that hold no weights and change nothing once training is over. */
const WITHOUT_EFFECT: readonly string[] = ['InputLayer', 'Dropout', 'Flatten']

const show = (value: unknown) =>
  (typeof value === 'string' ? value : (JSON.stringify(value) ?? '—')).slice(0, 60)
const showShape = (shape: readonly number[]) => (shape.length === 0 ? '[]' : `[${shape.join(', ')}]`)

function judgeLayers(spec: ModelCheckSpec, claims: Upload['layers']): JudgedUpload | null {
  const expected = expectedLayers(spec)
  const found = claims.filter((claim) => !WITHOUT_EFFECT.includes(claim.type))
  if (found.length !== expected.length) {
    return refuse('layer-count', { expected: expected.length, found: found.length })
  }
  for (const [index, { className, config }] of expected.entries()) {
    const claim = found[index]!
    const layer = index + 1
    if (claim.type !== className)
      return refuse('layer-type', { layer, expected: className, found: show(claim.type) })
    for (const [field, value] of Object.entries(config)) {
      const said = Object.hasOwn(claim.config, field) ? claim.config[field] : undefined
      if (said !== value)
        return refuse('layer-config', { layer, field, expected: show(value), found: show(said) })
    }
  }
  return null
}

function judgeShapes(expected: readonly number[][], specs: Upload['specs']): JudgedUpload | null {
  if (specs.length !== expected.length) {
    return refuse('weight-count', { expected: expected.length, found: specs.length })
  }
  for (const [index, shape] of expected.entries()) {
    const { name, shape: found } = specs[index]!
    if (found.length !== shape.length || found.some((length, axis) => length !== shape[axis])) {
      return refuse('weight-shape', {
        weight: name.slice(0, 60),
        expected: showShape(shape),
        found: showShape(found),
      })
    }
  }
  return null
}

function decode(values: string, bytes: number): JudgedUpload {
  // The length is compared first, so that nothing large is decoded in vain.
  const padding = values.endsWith('==') ? 2 : values.endsWith('=') ? 1 : 0
  if (values.length % 4 !== 0) return refuse('encoding')
  const found = (values.length / 4) * 3 - padding
  if (found !== bytes) return refuse('byte-length', { expected: bytes, found })
  // `Buffer` skips what is not base64; we do not.
  if (/[^A-Za-z0-9+/]/.test(values.slice(0, values.length - padding))) return refuse('encoding')
  const raw = Buffer.from(values, 'base64')
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength)
  const weights = new Float32Array(bytes / 4)
  for (let index = 0; index < weights.length; index++) {
    const value = view.getFloat32(index * 4, true)
    if (!Number.isFinite(value)) return refuse('non-finite', { position: index + 1, total: weights.length })
    if (Math.abs(value) > LARGEST_WEIGHT)
      return refuse('magnitude', { position: index + 1, limit: LARGEST_WEIGHT })
    weights[index] = value
  }
  return { kind: 'weights', values: weights }
}

/** Pure: the weights in the order of `model.getWeights()`, or why they cannot be scored. */
export function judgeUpload(
  spec: ModelCheckSpec,
  upload: Pick<Upload, 'layers' | 'specs' | 'values'>,
): JudgedUpload {
  const shapes = weightShapes(spec)
  const total = shapes.reduce((sum, shape) => sum + sizeOf(shape), 0)
  return (
    judgeLayers(spec, upload.layers) ?? judgeShapes(shapes, upload.specs) ?? decode(upload.values, total * 4)
  )
}
