import type { LayerOf, RecurrentSpec } from '../../curriculum/layers'
import { bias, type LayerKind, type Shape, single } from './kind'

/** What a step costs beside its arithmetic: a dozen small kernels, however narrow the layer. */
const STEP = 5_000

const GATES = { simpleRNN: 1, gru: 3, lstm: 4 } as const satisfies Record<RecurrentSpec['type'], number>

const SETTINGS = ['units', 'activation', 'useBias', 'returnSequences', 'goBackwards'] as const

const outputShape = ({ units, returnSequences }: RecurrentSpec, inputs: readonly Shape[]) =>
  single(inputs, 2, ([steps]) => (returnSequences ? [steps!, units] : [units]))

function weightShapes({ type, units, useBias }: RecurrentSpec, input: Shape): number[][] {
  const width = GATES[type] * units
  return [[input[1]!, width], [units, width], ...bias(useBias, width)]
}

const work = ({ type, units }: RecurrentSpec, [steps, width]: Shape) =>
  steps! * (STEP + GATES[type] * units * (units + width!))

const shared = { outputShape, weightShapes, work }

export const RECURRENCES = {
  simpleRNN: { classNames: ['SimpleRNN'], settings: SETTINGS, ...shared },
  lstm: { classNames: ['LSTM'], settings: [...SETTINGS, 'recurrentActivation'], ...shared },
  gru: { classNames: ['GRU'], settings: [...SETTINGS, 'recurrentActivation'], ...shared },
  bidirectional: {
    classNames: ['Bidirectional'],
    settings: ['layer', 'mergeMode'],
    outputShape: ({ layer, mergeMode }, inputs) => {
      const once = outputShape(layer, inputs)
      return once && (mergeMode === 'concat' ? [...once.slice(0, -1), once.at(-1)! * 2] : once)
    },
    weightShapes: ({ layer }, input) => [...weightShapes(layer, input), ...weightShapes(layer, input)],
    work: ({ layer }, input) => 2 * work(layer, input),
  },
} as const satisfies {
  [T in RecurrentSpec['type'] | 'bidirectional']: LayerKind<LayerOf<T>>
}
