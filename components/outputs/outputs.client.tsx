'use client'
import type { ComponentType } from 'react'
import type { Output, OutputOf } from '@/lib/runtime/outputs'
import { ChartOutput } from './chart-output'
import { ImagesOutput } from './images-output.client'
import { ModelOutput } from './model-output'
import './outputs.css'
import { TableOutput } from './table-output'
import { TensorOutput } from './tensor-output'
import { TextOutput, ValueOutput } from './text-output'

/** One view per kind: a kind without a view is a type error. */
const VIEWS = {
  text: TextOutput,
  value: ValueOutput,
  tensor: TensorOutput,
  table: TableOutput,
  model: ModelOutput,
  images: ImagesOutput,
  chart: ChartOutput,
} satisfies { [K in Output['kind']]: ComponentType<{ output: OutputOf<K> }> }

export function Outputs({ outputs }: { outputs: Output[] }) {
  return outputs.map((output, index) => {
    // The record above pairs each kind with its own view; TypeScript cannot follow that through an index.
    const View = VIEWS[output.kind] as ComponentType<{ output: Output }>
    return (
      <div key={index} data-output={output.kind}>
        <View output={output} />
      </div>
    )
  })
}
