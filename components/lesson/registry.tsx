import type { ComponentType, ReactNode } from 'react'
import { cellAnchor } from '@/lib/content/anchors'
import { staticBlocks } from './blocks'
import type { BlockName, BlockProps } from '@/lib/content/blocks'
import type { LessonComponents } from '@/lib/content/render'

/** The blocks that are alive, given from outside, so that a page, a preview and a test can each bring their own. */
export type LiveBlocks = {
  Cell: ComponentType<{ id: string; title?: string; children: ReactNode }>
  Submit: ComponentType<{ check: string }>
  /** What stands below a cell; its children are the cell's hints. */
  Help: ComponentType<{ cell: string; children: ReactNode }>
}

/** A component for every block of `lib/content/blocks`; one that is missing does not compile. */
export function lessonComponents({ Cell, Submit, Help }: LiveBlocks): LessonComponents {
  const live = {
    Cell: ({ id, title, children }: BlockProps<'Cell'>) => (
      <div id={cellAnchor(id)} className="lesson-cell">
        <Cell id={id} {...(title === undefined ? {} : { title })}>
          {children}
        </Cell>
      </div>
    ),
    Submit: ({ check }: BlockProps<'Submit'>) => <Submit check={check} />,
    Help: ({ for: cell, children }: { for: string; children?: ReactNode }) => (
      <Help cell={cell}>{children}</Help>
    ),
  }
  return { ...live, ...staticBlocks } satisfies Record<BlockName | 'Help', unknown>
}
