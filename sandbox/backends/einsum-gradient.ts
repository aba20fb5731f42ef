import { broadcastTo, einsum, getGradient, registerGradient, reshape } from '@tensorflow/tfjs-core'
import type { GradConfig, Tensor } from '@tensorflow/tfjs-core'

/**
 * TF.js has no gradient for `tf.einsum` on any backend. The gradient of an operand is again an Einstein sum:
 * of the output's gradient and the other operand, with the operand's labels as the result. Labels that only
 * this operand has, and that were summed away, receive the same value along their whole axis.
 */
const config: GradConfig = {
  kernelName: 'Einsum',
  saveAllInputs: true,
  gradFunc(dy, saved, attrs) {
    const [terms = '', output = ''] = String(attrs['equation']).replace(/\s/g, '').split('->')
    const labels = terms.split(',')
    const gradients: Record<string, () => Tensor> = {}
    saved.forEach((_, i) => {
      gradients[i] = () => gradientOf(i, dy as Tensor, saved, labels, output)
    })
    return gradients
  },
}

function gradientOf(i: number, dy: Tensor, saved: Tensor[], labels: string[], output: string): Tensor {
  const mine = [...(labels[i] ?? '')]
  const other = saved[1 - i]
  const otherLabels = labels[1 - i] ?? ''
  const known = mine.filter((label) => output.includes(label) || otherLabels.includes(label))
  const operands = other === undefined ? [dy] : [dy, other]
  const from = other === undefined ? output : `${output},${otherLabels}`
  const gradient = einsum(`${from}->${known.join('')}`, ...operands)
  const shape = saved[i]?.shape ?? []
  const kept = mine.map((label, axis) => (known.includes(label) ? (shape[axis] ?? 1) : 1))
  const padded = reshape(gradient, kept)
  return known.length === mine.length ? padded : broadcastTo(padded, shape)
}

/** For every backend: the gradient is made of einsums, whoever computes them. */
export function registerEinsumGradient(): void {
  if (getGradient('Einsum') === undefined) registerGradient(config)
}
