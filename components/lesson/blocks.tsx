import { Diagram } from '../figures/diagram'
import { Figure } from '../figures/figure'
import { Callout, Erratum, Note } from './asides'
import { Emphasis, H2, H3, H4, LessonLink, Table } from './elements'
import { Hint } from './hint'
import { Term } from './term'
import type { BlockProps } from '@/lib/content/blocks'
import type { LessonComponents } from '@/lib/content/render'

function Steps({ children }: BlockProps<'Steps'>) {
  return <div className="lesson-steps">{children}</div>
}

/** Everything that needs no script. */
export const staticBlocks = {
  Hint,
  Callout,
  Erratum,
  Figure,
  Diagram,
  Note,
  Term,
  Steps,
  a: LessonLink,
  em: Emphasis,
  h2: H2,
  h3: H3,
  h4: H4,
  table: Table,
} as const satisfies Omit<LessonComponents, 'Cell' | 'Submit' | 'Help'>
