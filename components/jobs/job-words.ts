import { JOB_KINDS, type JobKind } from '@/lib/jobs/kinds'

/** What a kind of work is called; one that only another version knows keeps its code. */
export const wordKind = (kind: string, t: (key: `kinds.${string}`) => string): string =>
  Object.hasOwn(JOB_KINDS, kind) ? t(`kinds.${keyOf(kind as JobKind)}`) : kind

/** A dot would be a step in the file of messages. */
const keyOf = (kind: JobKind): string => kind.replace('.', ' ')
