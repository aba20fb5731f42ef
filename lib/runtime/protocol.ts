/**
 * The language spoken through the wall. The host (trusted) sends commands, the kernel (hostile) sends events.
 * The host accepts an event only from its own port, only after `KernelEvent.safeParse`, and only for a run that
 * it started; a kernel event can never complete anything — completion is the server's verdict over a submission.
 */
import { z } from 'zod'
import { CaseResult, MOST_CASES } from '../checks/case-result'
import type { Wire } from '../checks/wire'
import { Numeric } from './lesson-outputs'
import { Output } from './outputs'
import { MOST_CLAIMED_LAYERS, MOST_WEIGHTS } from './sizes'

export const PROTOCOL_VERSION = 1

/** Preference order on real hardware; a software adapter ranks below `wasm` (measured: slower). */
export const BACKENDS = ['webgpu', 'webgl', 'wasm', 'cpu'] as const
export const BackendName = z.enum(BACKENDS)
export type BackendName = z.infer<typeof BackendName>

export const BackendReport = z.strictObject({
  name: BackendName,
  /** False when no device could be had; `detail` says why. */
  usable: z.boolean(),
  /** A fallback adapter, SwiftShader, llvmpipe and the like. */
  software: z.boolean(),
  detail: z.string().max(300),
})
export type BackendReport = z.infer<typeof BackendReport>

const RunId = z.string().min(8).max(64)
const Name = z.string().max(100)
const Count = z.int().nonnegative()

/** host → kernel. Built by the host only, so types suffice. */
export type Command =
  /** First message on the port. `assets` holds the bytes tfjs would fetch (`tfjs-backend-wasm-simd.wasm`, …). */
  | {
      type: 'boot'
      protocol: typeof PROTOCOL_VERSION
      runtime: string
      assets: Record<string, ArrayBuffer>
      backend: BackendName | 'auto'
      locale: 'zh' | 'en'
      /** The most steps that one `fit` takes: lessons are walked in tests without being trained to the end. */
      fitSteps?: number
    }
  | { type: 'evaluate'; run: string; cell: string; source: string }
  /** Runs a lesson's public check against the scope the cells left. */
  | { type: 'check'; run: string; check: string; source: string }
  /** The polite stop: `model.stopTraining` and a flag that the stdlib looks at. Removing the frame is the other. */
  | { type: 'interrupt'; run: string }
  /** The answer to `need`. */
  | { type: 'provide'; request: string; files: Record<string, ArrayBuffer> }
  | { type: 'deny'; request: string; reason: string }
  /** Asks for the weights of the layers model held by a scope variable; answered by `weights` or `failed`. */
  | { type: 'collect'; run: string; variable: string }
  /** Calls a function of the scope once for each list of arguments; answered by `answered`, then `finished`. */
  | { type: 'call'; run: string; function: string; cases: Wire[][] }

/** A position in the cell's own text; 1-based. */
const Place = z.strictObject({ line: z.int().positive(), column: z.int().positive() })

export const KernelError = z.strictObject({
  name: z.string().max(100),
  message: z.string().max(4000),
  at: Place.optional(),
  /** A cause in plain words when the error is a known kind (shape mismatch, disposed tensor, NaN loss, …). */
  hint: z.string().max(1000).optional(),
  /** Frames inside cells only. */
  stack: z
    .array(z.strictObject({ cell: Name, line: z.int().positive(), name: Name }))
    .max(20)
    .default([]),
})
export type KernelError = z.infer<typeof KernelError>

export const Memory = z.strictObject({ tensors: Count, bytes: z.number().nonnegative() })

/** One weight: shape and the number of float32 it takes in `values`, in order. */
export const WeightSpec = z.strictObject({
  name: z.string().max(200),
  shape: z.array(z.int().nonnegative()).max(8),
})

/** A layer as the model says it is. The server builds layers of its own from it, or compares it with the check's. */
export const LayerClaim = z.strictObject({
  type: z.string().max(60),
  config: z.record(z.string().max(60), z.json()),
  /** Positions of the layers it reads, −1 for the model's input; without it, the layer before. */
  inputs: z.array(z.int().min(-1).max(MOST_CLAIMED_LAYERS)).max(16).optional(),
})
export type LayerClaim = z.infer<typeof LayerClaim>

/** kernel → host. */
export const KernelEvent = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('ready'),
    protocol: z.literal(PROTOCOL_VERSION),
    backend: BackendName,
    backends: z.array(BackendReport).max(BACKENDS.length),
  }),
  z.strictObject({ type: z.literal('started'), run: RunId }),
  z.strictObject({ type: z.literal('output'), run: RunId, output: Output }),
  /** `fit` in progress, at most four times a second and at each epoch's end. */
  z.strictObject({
    type: z.literal('progress'),
    run: RunId,
    epoch: Count,
    epochs: Count,
    step: Count,
    steps: Count,
    /** Steps of the whole run so far and in all. */
    totalStep: Count,
    totalSteps: Count,
    stepsPerSecond: z.number().nonnegative(),
    /** Seconds left, estimated. */
    eta: z.number().nonnegative().optional(),
  }),
  /** Points of live curves. `x` is the step since the cell's start. Validation series come once an epoch. */
  z.strictObject({
    type: z.literal('points'),
    run: RunId,
    points: z.array(z.strictObject({ series: z.string().max(60), x: z.number(), y: Numeric })).max(500),
  }),
  /** The verdict of a public check: guidance for the trainee, worth nothing to the server. */
  z.strictObject({
    type: z.literal('checked'),
    run: RunId,
    check: Name,
    passed: z.boolean(),
    message: z.string().max(2000),
  }),
  z.strictObject({
    type: z.literal('finished'),
    run: RunId,
    ms: z.number().nonnegative(),
    backend: BackendName,
    memory: Memory,
    /** True when `interrupt` ended it. */
    stopped: z.boolean(),
  }),
  z.strictObject({ type: z.literal('failed'), run: RunId, ms: z.number().nonnegative(), error: KernelError }),
  /**
   * A cell asks for a data set; the host answers with `provide` or `deny`. `kernel/webgpu` and `kernel/webgl` are the
   * kernel's own scripts and are answered by the door.
   */
  z.strictObject({ type: z.literal('need'), request: z.string().max(64), dataset: Name }),
  z.strictObject({
    type: z.literal('weights'),
    run: RunId,
    layers: z.array(LayerClaim).max(MOST_CLAIMED_LAYERS),
    specs: z.array(WeightSpec).max(MOST_WEIGHTS),
    /** All weights one after another, float32 little-endian. */
    values: z.instanceof(ArrayBuffer),
  }),
  /** What a challenged function gave for one case. */
  z.strictObject({
    type: z.literal('answered'),
    run: RunId,
    index: z
      .int()
      .min(0)
      .max(MOST_CASES - 1),
    result: CaseResult,
  }),
  /** The relay dropped messages of this run: too many, or too large. */
  z.strictObject({ type: z.literal('truncated'), run: RunId, dropped: Count }),
  /** Sent every second while booted; its absence while idle means that the worker is gone. */
  z.strictObject({ type: z.literal('alive') }),
  /** The worker could not start or died. The frame is then removed. */
  z.strictObject({ type: z.literal('dead'), reason: z.string().max(500) }),
])
export type KernelEvent = z.infer<typeof KernelEvent>
export type KernelEventOf<T extends KernelEvent['type']> = Extract<KernelEvent, { type: T }>
