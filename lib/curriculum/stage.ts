/** What an author writes in `stage.yaml` and `module.yaml` (`StageSpec`, `ModuleSpec`) and what code relies on. */
import { z } from 'zod'
import { LessonId, type StageId } from './ids'
import { Summary, Title, type Words } from './words'

export const StageSpec = z.strictObject({ title: Title, summary: Summary })

export const ModuleSpec = z.strictObject({
  title: Title,
  summary: Summary,
  /** Ids in order. A lesson that is planned and not written yet may stand here: it appears once its folder does. */
  lessons: z.array(LessonId).max(60),
})

export type Module = {
  /** Folder name without its number. */
  id: string
  title: Words
  summary: Words
  /** As written: lessons that exist and lessons that are planned. */
  lessons: LessonId[]
}

export type Stage = { id: StageId; title: Words; summary: Words; modules: Module[] }
