/** `content/stages/NN-stage/placement.yaml` → `dist/content/secrets/placement/<stage>.json`, or every reason why not. */
import 'server-only'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Placement, PlacementSpec } from '../checks/placement'
import { type StageId, STAGES } from '../curriculum/ids'
import { digest } from './compiler.server'
import { QuestionReader, refuseLarge } from './quiz.server'
import type { Refusal } from './refusals'
import { readYamlFile } from './yaml-file'

/** Bytes; a stage may hold many lessons. */
const LARGEST = 512 * 1024

/**
 * Reads every stage's test and writes what holds. A test that was refused keeps its last good form, as a lesson does.
 * @returns the stages that have one, with a hash of it
 */
export function bringPlacements(
  root: string,
  stages: string,
  target: string,
): { hashes: Partial<Record<StageId, string>>; refusals: Refusal[] } {
  const folder = join(target, 'secrets', 'placement')
  const hashes: Partial<Record<StageId, string>> = {}
  const refusals: Refusal[] = []
  STAGES.forEach((stage, index) => {
    const file = `${stages}/${String(index + 1).padStart(2, '0')}-${stage}/placement.yaml`
    if (!existsSync(join(root, file))) return
    const outcome = readPlacement(stage, file, readFileSync(join(root, file), 'utf8'))
    const kept = join(folder, `${stage}.json`)
    if (outcome.ok) {
      mkdirSync(folder, { recursive: true })
      replace(kept, JSON.stringify(outcome.placement))
    } else refusals.push(...outcome.refusals)
    if (existsSync(kept)) hashes[stage] = digest([readFileSync(kept, 'utf8')])
  })
  return { hashes, refusals }
}

/** Whole or not at all, also for a reader of the same moment. */
function replace(path: string, text: string): void {
  writeFileSync(`${path}.${process.pid}`, text)
  renameSync(`${path}.${process.pid}`, path)
}

function readPlacement(
  stage: StageId,
  file: string,
  text: string,
): { ok: true; placement: Placement } | { ok: false; refusals: Refusal[] } {
  const large = refuseLarge(file, text, LARGEST)
  if (large) return { ok: false, refusals: [large] }
  const outcome = readYamlFile(PlacementSpec, file, text)
  if (!outcome.ok) return outcome
  const { value, placeOf } = outcome.read
  const reader = new QuestionReader(placeOf)
  const lessons = Object.fromEntries(
    Object.entries(value.lessons).map(([lesson, { draw, questions }]) => [
      lesson,
      { draw, questions: reader.readAll(questions, ['lessons', lesson, 'questions']) },
    ]),
  )
  return reader.refusals.length > 0
    ? { ok: false, refusals: reader.refusals }
    : { ok: true, placement: { stage, lessons } }
}
