import { describe, expect, test } from 'vitest'
import type { BackendName, BackendReport } from '../lib/runtime/protocol'
import { chooseBackend } from './probe'

const report = (name: BackendName, usable = true, software = false): BackendReport => ({
  name,
  usable,
  software,
  detail: '',
})

describe('the backend chosen', () => {
  const cases: [string, BackendReport[], BackendName | 'auto', BackendName[]][] = [
    [
      'hardware WebGPU first',
      [report('webgpu'), report('webgl'), report('wasm'), report('cpu')],
      'auto',
      ['webgpu', 'webgl', 'wasm', 'cpu'],
    ],
    [
      'software below WASM',
      [report('webgpu', true, true), report('webgl', true, true), report('wasm'), report('cpu')],
      'auto',
      ['wasm', 'webgpu', 'webgl', 'cpu'],
    ],
    [
      'hardware WebGL before WASM',
      [report('webgpu', true, true), report('webgl'), report('wasm'), report('cpu')],
      'auto',
      ['webgl', 'wasm', 'webgpu', 'cpu'],
    ],
    [
      'the wish, also in software',
      [report('webgpu', true, true), report('webgl', false), report('wasm'), report('cpu')],
      'webgpu',
      ['webgpu', 'wasm', 'cpu'],
    ],
    [
      'not a wish that cannot be had',
      [report('webgpu', false), report('webgl', false), report('wasm'), report('cpu')],
      'webgpu',
      ['wasm', 'cpu'],
    ],
    [
      'CPU when nothing else is there',
      [report('webgpu', false), report('webgl', false), report('wasm', false), report('cpu')],
      'auto',
      ['cpu'],
    ],
  ]
  test.each(cases)('%s', (_name, reports, wish, order) => expect(chooseBackend(reports, wish)).toEqual(order))
})
