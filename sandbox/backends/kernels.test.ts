import fc from 'fast-check'
import { dispose, grad, relu, square, tensor1d, tidy, train, variable } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { cases } from './cases'
import { kernels } from './registry'
import type { KernelName } from './registry'
import { makeTensor } from './tensors'
import { compareBackends, compute, findDifference, openWasm, runKernel } from './testing'
import type { KernelCase } from './testing'

beforeAll(openWasm)

/** Kernels that only WASM has are reached through what uses them. */
const indirect = {
  AdamStep: fc
    .record({
      shape: fc.array(fc.integer({ min: 0, max: 7 }), { maxLength: 3 }),
      seed: fc.nat(1e6),
      steps: fc.integer({ min: 1, max: 4 }),
    })
    .map(
      ({ shape, seed, steps }) =>
        () =>
          trainWithAdam(shape, seed, steps),
    ),
  ReluGrad: fc
    .record({ shape: fc.array(fc.integer({ min: 0, max: 7 }), { maxLength: 3 }), seed: fc.nat(1e6) })
    .map(({ shape, seed }) => () => [
      tidy(() => grad((x) => square(relu(x)))(makeTensor({ shape, seed, whole: { from: -2, to: 2 } }))),
    ]),
} satisfies Partial<Record<KernelName, fc.Arbitrary<() => Tensor[]>>>

function trainWithAdam(shape: number[], seed: number, steps: number): Tensor[] {
  const optimizer = train.adam(0.05)
  const weight = tidy(() => variable(makeTensor({ shape, seed })))
  const unused = tidy(() => variable(tensor1d([1, 2])))
  for (let step = 0; step < steps; step++) {
    tidy(() => {
      const gradients = [
        { name: unused.name, tensor: null as unknown as Tensor },
        { name: weight.name, tensor: makeTensor({ shape, seed: seed + step + 1 }) },
      ]
      optimizer.applyGradients(gradients)
    })
  }
  const result = weight.clone()
  optimizer.dispose()
  weight.dispose()
  unused.dispose()
  return [result]
}

/** An Einstein sum by its definition: over all values of all labels. */
function sumProducts(equation: string, tensors: Tensor[]): number[] {
  const [inputs = '', output = ''] = equation.split('->')
  const terms = inputs.split(',').map((term) => [...term])
  const sizes = new Map(
    terms.flatMap((term, i) => term.map((label, axis) => [label, tensors[i]?.shape[axis] ?? 1])),
  )
  const labels = [...sizes.keys()]
  const data = tensors.map((each) => each.dataSync())
  const at = (names: readonly string[], position: Map<string, number>): number =>
    names.reduce((index, label) => index * (sizes.get(label) ?? 1) + (position.get(label) ?? 0), 0)
  const out = new Array<number>([...output].reduce((size, label) => size * (sizes.get(label) ?? 1), 1)).fill(
    0,
  )
  const visit = (depth: number, position: Map<string, number>): void => {
    const label = labels[depth]
    if (label === undefined) {
      const product = terms.reduce((value, term, i) => value * (data[i]?.[at(term, position)] ?? 0), 1)
      out[at([...output], position)]! += product
      return
    }
    for (let i = 0; i < (sizes.get(label) ?? 1); i++) visit(depth + 1, position.set(label, i))
  }
  visit(0, new Map())
  return out
}

const properties: Record<string, fc.Arbitrary<() => Tensor[]>> = {
  ...indirect,
  ...Object.fromEntries(
    Object.entries(cases).map(([name, arbitrary]) => [
      name,
      (arbitrary as fc.Arbitrary<KernelCase>).map((each) =>
        Object.assign(() => runKernel(name, each), { [fc.toStringMethod]: () => JSON.stringify(each) }),
      ),
    ]),
  ),
}

describe('every kernel of ours agrees with the CPU backend', () => {
  // TF.js's CPU kernel leaves some labels unsummed ('ac,d->' keeps d), so the definition is the reference.
  it('Einsum, with its definition', async () => {
    await fc.assert(
      fc.asyncProperty(cases.Einsum, async (each) => {
        const actual = await compute('wasm', () => runKernel('Einsum', each))
        const tensors = Object.values(each.inputs).map((spec) => makeTensor(spec))
        const { equation } = each.attrs as { equation: string }
        const values = sumProducts(equation, tensors)
        const shape = actual[0]?.shape ?? []
        const dtype = tensors[0]?.dtype ?? ''
        dispose(tensors)
        expect(actual[0]?.values.length).toBe(values.length)
        expect(findDifference(actual, [{ shape, dtype, values }])).toBeUndefined()
      }),
      { numRuns: 150 },
    )
  })

  it('has a property test', () => {
    expect(Object.keys(properties).sort()).toEqual(Object.keys(kernels).sort())
  })

  it.each(Object.keys(kernels).filter((name) => name !== 'Einsum'))('%s', async (name) => {
    const arbitrary = properties[name]
    if (arbitrary === undefined) throw new Error(`${name} has no property.`)
    await fc.assert(
      fc.asyncProperty(arbitrary, async (run) => {
        expect(await compareBackends(run)).toBeUndefined()
      }),
      { numRuns: 80 },
    )
  })
})
