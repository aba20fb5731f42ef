/** What an insight is: one file each in `figures/` says which facts it is made of, how it counts them and what its rows show. */
import type { SQL } from 'drizzle-orm'
import type { Words } from '../curriculum/words'
import type { InsightFilters } from './filters'
import type { Plan } from './plan'
import type { Kind } from './rollup/facts'
import type { Cell } from './rollup/cell'

/** `counted`: active trainees. `accounts`: invited ones as well. */
export type Among = 'counted' | 'accounts'

export type Unit = 'people' | 'stages' | 'lessons' | 'percent' | 'days' | 'hours' | 'certificates'

/** A key of the `insights` messages, or a name in both languages. */
export type Label = string | Words

export type Cells = Partial<Record<Kind, Cell[]>>

export type HiddenKind = 'small' | 'withheld'

/** One line of a figure's table; `hidden` where the line would speak of too few people. */
export type Line = {
  id: string
  label: Label
  /** One for each of the insight's `columns`; null: there is none yet. */
  values: (number | null)[]
  hidden?: HiddenKind
  /** The check of a lesson that it speaks of: said after the label, which leads there. */
  check?: { lesson: string; kind: string; number?: number }
  /** A part of the line above it. */
  inside?: true
  /** Filters under which the figure speaks of this line alone, or of its parts. */
  within?: Partial<InsightFilters>
}

export type Counted = {
  main: number | null
  lines: Line[]
  /** In place of the insight's, where they depend on the curriculum. */
  columns?: Label[]
  /** Numbers that its first sentence or note needs beside the main one. */
  more?: Record<string, number>
}

/** A department inside the group, one level below it, with its own cells; `hidden` where nothing may be said of it. */
export type Part = { id: string; name: Words } & (
  | { cells: Cells; hidden?: never }
  | { cells?: never; hidden: HiddenKind }
)

export type About = {
  asked: InsightFilters
  plan: Plan
  /** Shanghai's days: the last and the first of the period. */
  today: number
  from: number
  parts: Part[]
  /** Names of stages, modules and mentors. */
  names: Names
}

export type Names = {
  stage(id: string): Words
  module(stage: string, id: string): Words
  /** Only those that figures speak of. */
  mentor(id: string): string | undefined
}

/** Days, hours, numbers and words of one person's row; a label is said in the reader's language. */
export type RowValue = number | null | Label | { day: number } | { list: Label[] }

export type Insight = {
  key: string
  unit: Unit
  /** Whether the period, or the stage, changes it. The group always does. */
  follows: readonly ('period' | 'stage')[]
  /** Which cells it is made of: a condition on `u.a`, `u.b`, `u.c` for each kind of facts. */
  reads(asked: InsightFilters, days: { today: number; from: number }, plan: Plan): Partial<Record<Kind, SQL>>
  /** Whom it speaks of, and so which groups are too small: people who are counted, or everybody with an account. */
  among?: Among
  /** Also asks for the cells of each department one level below the group. */
  split?: true
  /** Of the lines' values, keys below `columns.` in the messages. */
  columns: readonly string[]
  /** How the lines are drawn: `shares` are percents, `heat` a table of them. */
  drawn: 'bars' | 'time' | 'shares' | 'heat' | 'table'
  count(cells: Cells, about: About): Counted | HiddenKind
  /** Ids of the mentors that its lines speak of. */
  mentors?(cells: Cells): string[]
  /** Of a person's row after name and place. */
  rowColumns: readonly string[]
  row(cells: Cells, about: About): RowValue[]
}
