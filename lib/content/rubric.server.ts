import 'server-only'
import { Rubric } from '../reviews/rubric'
import type { Refusal } from './refusals'
import { readYamlFile } from './yaml-file'

/** @param file for refusals, from the root with slashes */
export function readRubric(
  file: string,
  text: string,
): { ok: true; rubric: Rubric } | { ok: false; refusals: Refusal[] } {
  const outcome = readYamlFile(Rubric, file, text)
  return outcome.ok ? { ok: true, rubric: outcome.read.value } : outcome
}
