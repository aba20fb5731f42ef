/** What a browser hands in for a check, one member for each kind. */
import { z } from 'zod'
import { CaseResult, MOST_CASES } from '../checks/case-result'
import { Answers } from '../checks/quiz'
import { PartId } from '../curriculum/ids'
import { Source } from '../progress/cells'
import { Curve } from '../progress/events'
import { BackendName } from '../runtime/protocol'
import { Upload } from './upload'

const base = {
  /** UUIDv7 made by the browser: sent again, it gets the same verdict. */
  id: z.uuidv7(),
  /** The lesson's version that the page showed. */
  version: z.int().positive(),
  /** Whose work this is; compared with the session when given. */
  learner: z.uuid().optional(),
}

export const QuizHandIn = z.strictObject({
  ...base,
  kind: z.literal('quiz'),
  /** The paper that these are the answers to. */
  paper: z.uuid(),
  answers: Answers,
})
export type QuizHandIn = z.infer<typeof QuizHandIn>

export const CodeHandIn = z.strictObject({
  ...base,
  kind: z.literal('code'),
  /** The challenge that these are the answers to. */
  challenge: z.uuid(),
  /** In the order of its cases. */
  results: z.array(CaseResult).max(MOST_CASES),
  /** The cells as they were run. */
  code: z.record(PartId, Source).refine((code) => Object.keys(code).length <= 100, 'more than 100 cells'),
  curve: Curve.optional(),
  backend: BackendName,
})
export type CodeHandIn = z.infer<typeof CodeHandIn>

export const ModelHandIn = Upload.extend({ kind: z.literal('model') })

export const HandIn = z.discriminatedUnion('kind', [QuizHandIn, CodeHandIn, ModelHandIn])
