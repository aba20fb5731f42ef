import type { Output } from '../runtime/outputs'

/** Blocks and characters one run may show; the relay caps each message, this caps their sum. */
export const OUTPUTS_PER_RUN = 200
export const TEXT_PER_BLOCK = 100_000

/** Joins consecutive text of one stream. Returns null when the run has shown all it may. */
export function appendOutput(outputs: Output[], output: Output): Output[] | null {
  const last = outputs.at(-1)
  if (output.kind === 'text' && last?.kind === 'text' && last.stream === output.stream) {
    if (last.text.length + output.text.length > TEXT_PER_BLOCK) return null
    const joint = last.text.endsWith('\n') || last.text === '' ? '' : '\n'
    return [...outputs.slice(0, -1), { ...last, text: last.text + joint + output.text }]
  }
  return outputs.length < OUTPUTS_PER_RUN ? [...outputs, output] : null
}
