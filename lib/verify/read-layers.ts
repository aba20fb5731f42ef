/** What a browser says of its layers, as layers that we know; or which of them we do not, in words it can show. */
import { LayerSpec } from '../curriculum/layers'
import type { LayerClaim } from '../runtime/protocol'
import { kindOf, typeOf } from './layer-kinds/registry'
import type { TopologyNode } from './topology'
import type { Reason, ReasonCode } from './verdict'

export type Claim = LayerClaim
export type ReadLayer = { kind: 'read'; layer: LayerSpec } | { kind: 'refused'; reason: Reason }

const refused = (code: ReasonCode, data: Reason['data']): { kind: 'refused'; reason: Reason } => ({
  kind: 'refused',
  reason: { code, data },
})

/** A value in a message: short, whatever it is. */
export const show = (value: unknown) =>
  (typeof value === 'string' ? value : (JSON.stringify(value) ?? '—')).slice(0, 60)

/** Settings of which only one value can be built here. Lists stand for each of their members. */
const FIXED = {
  dataFormat: 'channelsLast',
  dilationRate: 1,
  returnState: false,
  stateful: false,
  resetAfter: false,
  sharedAxes: null,
} as const

/** For these the sandbox says −1 when the axis is the last. */
const LAST_AXIS: readonly string[] = ['batchNormalization', 'layerNormalization', 'softmax']

function fixedViolation(type: string, config: Claim['config']): [field: string, found: unknown] | null {
  const fixed = LAST_AXIS.includes(type) ? { ...FIXED, axis: -1 } : FIXED
  for (const [field, only] of Object.entries(fixed)) {
    const found = Object.hasOwn(config, field) ? config[field] : undefined
    if (found === undefined) continue
    const all = Array.isArray(found) ? found : [found]
    if (all.some((value) => value !== only)) return [field, found]
  }
  return null
}

/** A nested layer, as a claim of its own. */
const nestedClaim = (value: unknown): Claim | null => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const { type, config } = value as Partial<Claim>
  return typeof type === 'string' && typeof config === 'object' && config !== null && !Array.isArray(config)
    ? { type, config }
    : null
}

/** @param position of the layer, from 1, for the reason */
export function readLayer(claim: Claim, position: number, isNested = false): ReadLayer {
  const type = typeOf(claim.type)
  if (!type) return refused('layer-unknown', { layer: position, found: show(claim.type) })
  const violation = fixedViolation(type, claim.config)
  const refuseSetting = (field: string, found: unknown) =>
    refused('layer-setting', { layer: position, field: show(field), found: show(found) })
  if (violation) return refuseSetting(...violation)
  const settings: Record<string, unknown> = { type }
  for (const name of kindOf({ type }).settings) {
    const value = Object.hasOwn(claim.config, name) ? claim.config[name] : undefined
    // A browser leaves out what TF.js leaves undefined; our defaults are TF.js's.
    if (value === undefined || value === null) continue
    if (name !== 'layer') settings[name] = value
    else {
      const inner = isNested ? null : nestedClaim(value)
      const read = inner && readLayer(inner, position, true)
      if (!read) return refuseSetting(name, value)
      if (read.kind === 'refused') return read
      settings[name] = read.layer
    }
  }
  const parsed = LayerSpec.safeParse(settings)
  if (parsed.success) return { kind: 'read', layer: parsed.data }
  const field = String(parsed.error.issues[0]?.path[0] ?? 'type')
  return refuseSetting(field, settings[field])
}

/** All nodes of a model. A claim without `inputs` follows the one before it. */
export function readNodes(
  claims: readonly Claim[],
): { kind: 'read'; nodes: TopologyNode[] } | { kind: 'refused'; reason: Reason } {
  const nodes: TopologyNode[] = []
  for (const [index, claim] of claims.entries()) {
    const read = readLayer(claim, index + 1)
    if (read.kind === 'refused') return read
    const from = claim.inputs ?? [index - 1]
    if (from.length === 0 || from.length > 16) {
      return refused('layer-order', { layer: index + 1, found: show(claim.type) })
    }
    nodes.push({ layer: read.layer, from })
  }
  return { kind: 'read', nodes }
}
