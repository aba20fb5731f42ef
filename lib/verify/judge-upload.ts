/**
 * Looks at an upload before any arithmetic: which model is it, may it be, and are these its weights? For a prescribed
 * topology the claims of the layers are worth nothing as proof (the server scores its own); they make the refusal
 * understandable. Where the trainee chose the layers, the claims are read into a topology of our own.
 */
import type { ModelCheckSpec } from '../curriculum/model-check'
import type { Upload } from './upload'
import { kindOf } from './layer-kinds/registry'
import { sizeOf } from './layer-kinds/kind'
import { readLayer, readNodes, show } from './read-layers'
import { planModel, prescribed, showShape, type Topology } from './topology'
import type { Reason, ReasonCode } from './verdict'

/** Beyond it a float32 network is broken, and products begin to overflow. */
export const LARGEST_WEIGHT = 1e6

type Malformed = { kind: 'malformed'; reason: Reason }
export type JudgedUpload = { kind: 'weights'; topology: Topology; values: Float32Array } | Malformed

const refuse = (code: ReasonCode, data: Reason['data'] = {}): Malformed => ({
  kind: 'malformed',
  reason: { code, data },
})

/** Layers that hold no weights and change nothing once training is over, or only the shape. */
const WITHOUT_EFFECT: readonly string[] = ['dropout', 'flatten']

/** Settings as they are compared: a window's own size where no strides are given. */
const told = (layer: object, field: string): unknown =>
  (layer as Record<string, unknown>)[field] ??
  (field === 'strides' ? (layer as { poolSize?: unknown }).poolSize : undefined)

function compareLayers(expected: Topology, claims: Upload['layers']): Malformed | null {
  const read = claims.map((claim, index) => ({ claim, outcome: readLayer(claim, index + 1) }))
  const found = read.filter(
    ({ claim, outcome }) =>
      claim.type !== 'InputLayer' &&
      !(outcome.kind === 'read' && WITHOUT_EFFECT.includes(outcome.layer.type)),
  )
  const wanted = expected.nodes.map((node) => node.layer).filter(({ type }) => !WITHOUT_EFFECT.includes(type))
  if (found.length !== wanted.length) {
    return refuse('layer-count', { expected: wanted.length, found: found.length })
  }
  for (const [index, want] of wanted.entries()) {
    const { claim, outcome } = found[index]!
    const layer = index + 1
    const { classNames, settings } = kindOf(want)
    if (!classNames.includes(claim.type)) {
      return refuse('layer-type', { layer, expected: classNames[0], found: show(claim.type) })
    }
    for (const field of settings) {
      const value = told(want, field)
      const raw = Object.hasOwn(claim.config, field) ? claim.config[field] : undefined
      const said = outcome.kind === 'read' ? told(outcome.layer, field) : raw
      if (JSON.stringify(said) !== JSON.stringify(value) || (raw === undefined && value !== undefined)) {
        return refuse('layer-config', { layer, field, expected: show(value), found: show(raw) })
      }
    }
    if (outcome.kind === 'refused') return { kind: 'malformed', reason: outcome.reason }
  }
  return null
}

/** The topology that the weights must fit. */
function findTopology(spec: ModelCheckSpec, claims: Upload['layers']): Topology | Malformed {
  const own = prescribed(spec)
  if (own) return compareLayers(own, claims) ?? own
  const { limits, output } = spec
  if (claims.length === 0) return refuse('no-layers')
  if (claims.length > limits!.layers) {
    return refuse('layers', { found: claims.length, limit: limits!.layers })
  }
  const read = readNodes(claims)
  if (read.kind === 'refused') return { kind: 'malformed', reason: read.reason }
  const topology = { input: spec.input, nodes: read.nodes }
  const planned = planModel(topology)
  if (planned.kind === 'refused') return { kind: 'malformed', reason: planned.reason }
  const { plan } = planned
  if (plan.parameters > limits!.parameters) {
    return refuse('parameters', { found: plan.parameters, limit: limits!.parameters })
  }
  if (plan.output.join() !== output!.join()) {
    return refuse('model-output', { expected: showShape(output!), found: showShape(plan.output) })
  }
  return topology
}

function judgeShapes(expected: readonly number[][], specs: Upload['specs']): Malformed | null {
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

function decode(values: string, bytes: number): Float32Array | Malformed {
  // The length is compared first, so that nothing large is decoded in vain.
  const padding = values.endsWith('==') ? 2 : values.endsWith('=') ? 1 : 0
  if (values.length % 4 !== 0) return refuse('encoding')
  const found = (values.length / 4) * 3 - padding
  if (found !== bytes) return refuse('byte-length', { expected: bytes, found })
  // `Buffer` skips what is not base64; we do not.
  if (/[^A-Za-z0-9+/]/.test(values.slice(0, values.length - padding))) return refuse('encoding')
  return readWeights(Buffer.from(values, 'base64'))
}

/** Float32 little-endian; each finite and bounded. */
function readWeights(raw: Buffer): Float32Array | Malformed {
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength)
  const weights = new Float32Array(raw.byteLength / 4)
  for (let index = 0; index < weights.length; index++) {
    const value = view.getFloat32(index * 4, true)
    if (!Number.isFinite(value)) return refuse('non-finite', { position: index + 1, total: weights.length })
    if (Math.abs(value) > LARGEST_WEIGHT)
      return refuse('magnitude', { position: index + 1, limit: LARGEST_WEIGHT })
    weights[index] = value
  }
  return weights
}

/** Pure: the model and its weights, layer after layer, or why it cannot be scored. */
export function judgeUpload(
  spec: ModelCheckSpec,
  upload: Pick<Upload, 'layers' | 'specs' | 'values'>,
): JudgedUpload {
  const topology = findTopology(spec, upload.layers)
  if ('kind' in topology) return topology
  const planned = planModel(topology)
  if (planned.kind === 'refused') return { kind: 'malformed', reason: planned.reason }
  const shapes = planned.plan.weights.flat()
  const malformed = judgeShapes(shapes, upload.specs)
  if (malformed) return malformed
  const values = decode(upload.values, shapes.reduce((sum, shape) => sum + sizeOf(shape), 0) * 4)
  return values instanceof Float32Array ? { kind: 'weights', topology, values } : values
}
