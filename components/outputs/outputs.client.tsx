'use client'
import { useTranslations } from 'next-intl'
import { type ComponentType, useState } from 'react'
import { countFitting, marksOf, ROOM } from '@/lib/drawing/marks'
import type { Output, OutputOf } from '@/lib/runtime/outputs'
import { AttentionOutput } from './attention-output.client'
import { ChartOutput } from './chart-output.client'
import { ConfusionOutput } from './confusion-output'
import { ConvolutionOutput } from './convolution-output.client'
import { DecisionOutput } from './decision-output.client'
import { DescentOutput } from './descent-output.client'
import { HeatmapOutput } from './heatmap-output.client'
import { ImagesOutput } from './images-output.client'
import { ModelOutput } from './model-output'
import './outputs.css'
import { PlotOutput } from './plot-output.client'
import { RocOutput } from './roc-output.client'
import { RunsOutput } from './runs-output.client'
import { TableOutput } from './table-output'
import { TensorOutput } from './tensor-output'
import { TextOutput, ValueOutput } from './text-output'
import { TokensOutput } from './tokens-output'

/** One view per kind: a kind without a view is a type error. */
const VIEWS = {
  text: TextOutput,
  value: ValueOutput,
  tensor: TensorOutput,
  table: TableOutput,
  model: ModelOutput,
  images: ImagesOutput,
  chart: ChartOutput,
  plot: PlotOutput,
  decision: DecisionOutput,
  descent: DescentOutput,
  heatmap: HeatmapOutput,
  attention: AttentionOutput,
  confusion: ConfusionOutput,
  roc: RocOutput,
  runs: RunsOutput,
  convolution: ConvolutionOutput,
  tokens: TokensOutput,
} satisfies { [K in Output['kind']]: ComponentType<{ output: OutputOf<K> }> }

/** Outputs that one press of the button adds at most. */
const PAGE = 50

type Props = {
  outputs: Output[]
  /** Marks that are drawn at once; a page that shows many cells shares its room among them. */
  room?: number
}

/** As many as there is room for; the rest page by page, when a reader asks. */
export function Outputs({ outputs, room = ROOM }: Props) {
  const t = useTranslations('outputs')
  const [asked, setAsked] = useState(0)
  const shown = Math.max(countFitting(outputs, room, marksOf), Math.min(asked, outputs.length))
  const next = Math.max(1, countFitting(outputs.slice(shown, shown + PAGE), ROOM, marksOf))
  return (
    <>
      {outputs.slice(0, shown).map((output, index) => {
        // The record above pairs each kind with its own view; TypeScript cannot follow that through an index.
        const View = VIEWS[output.kind] as ComponentType<{ output: Output }>
        return (
          <div key={index} data-output={output.kind}>
            <View output={output} />
          </div>
        )
      })}
      {shown < outputs.length && (
        <button type="button" className="button my-1" onClick={() => setAsked(shown + next)}>
          {t('moreOutputs', { count: outputs.length - shown })}
        </button>
      )}
    </>
  )
}
