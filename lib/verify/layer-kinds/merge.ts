/** Layers that join branches. All branches must have the same shape; `concatenate` allows one axis to differ. */
import type { LayerOf } from '../../curriculum/layers'
import type { LayerKind, Shape } from './kind'

/** Beyond it a model is no longer a model. */
const MOST_BRANCHES = 16

const isMany = (inputs: readonly Shape[]) => inputs.length >= 2 && inputs.length <= MOST_BRANCHES

function elementwise(className: string): LayerKind {
  return {
    classNames: [className],
    settings: [],
    outputShape: (_, inputs) => {
      const [first] = inputs
      const isSame = inputs.every((shape) => shape.join() === first?.join())
      return first && isMany(inputs) && isSame ? first : null
    },
  }
}

export const MERGES = {
  add: elementwise('Add'),
  average: elementwise('Average'),
  multiply: elementwise('Multiply'),
  maximum: elementwise('Maximum'),
  minimum: elementwise('Minimum'),
  concatenate: {
    classNames: ['Concatenate'],
    settings: ['axis'],
    outputShape: ({ axis }, inputs) => {
      const [first] = inputs
      if (!first || !isMany(inputs)) return null
      // The batch is axis 0 and stays whole.
      const at = axis < 0 ? first.length + axis : axis - 1
      if (at < 0 || at >= first.length) return null
      const fits = inputs.every(
        (shape) =>
          shape.length === first.length && shape.every((length, i) => i === at || length === first[i]),
      )
      return fits
        ? first.with(
            at,
            inputs.reduce((sum, shape) => sum + shape[at]!, 0),
          )
        : null
    },
  } satisfies LayerKind<LayerOf<'concatenate'>>,
} as const
