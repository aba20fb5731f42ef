'use client'
import type { Imported, Progress } from '@/lib/people/import/planned'

type Refused = { message: string; issues?: { path: string; message: string }[] }
export type Ran =
  | { imported: Imported }
  | { refused: Refused }
  /** The person stopped it: nothing was changed. */
  | { cancelled: true }
  /** The connection broke: whether the last step was reached cannot be told from here. */
  | { broken: true }

/** Carries an import out, telling of each step. What it says at the end is what happened. */
export async function runImport(
  body: object,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<Ran> {
  try {
    const response = await fetch('/api/v1/people/import', {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal,
    })
    if (!response.ok) return { refused: ((await response.json()) as { error: Refused }).error }
    for await (const line of linesOf(response.body!)) {
      const step = JSON.parse(line) as { progress: Progress } | { imported: Imported } | { cancelled: true }
      if ('progress' in step) onProgress(step.progress)
      else return step
    }
    return { broken: true }
  } catch (error) {
    if (signal.aborted) return { cancelled: true }
    // A lost network, or an answer that is not ours.
    if (error instanceof TypeError || error instanceof SyntaxError) return { broken: true }
    throw error
  }
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body
    .pipeThrough(new TextDecoderStream() as never)
    .getReader() as ReadableStreamDefaultReader<string>
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const lines = (rest + value).split('\n')
    rest = lines.pop()!
    yield* lines
  }
}
