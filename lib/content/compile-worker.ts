/** The thread in which a text is read. It knows no files and no network; the pool ends it when it takes too long. */
import { parentPort } from 'node:worker_threads'
import { readText, type TextOutcome, type TextSource } from './read-text'

export type WorkerReply =
  | { kind: 'ready' }
  | { kind: 'read'; outcome: TextOutcome }
  | { kind: 'broken'; stack: string }

if (!parentPort) throw new Error('compile-worker runs in a worker thread')
const port = parentPort
const reply = (message: WorkerReply): void => port.postMessage(message)

const WARM_UP = `
## A *b* **c** [d](https://example.org) $\\frac{a_i}{b^2}$

<Callout kind="note">e</Callout>

| f |
| - |
| g |

\`\`\`ts
const a: number[] = [1, 2].map((x) => x * 2) // h
async function b<T>(c: T): Promise<void> {
  for (const d of a) if (d > 1) await e.f({ g: \`\${d}\`, h: 'i', j: null }).k()
  return
}
\`\`\`
`

// Grammars and tables load at first use; a text's time must not pay for them.
readText({ file: 'warm-up', locale: 'en', text: WARM_UP, figures: {} })
reply({ kind: 'ready' })

port.on('message', (source: TextSource) => {
  try {
    reply({ kind: 'read', outcome: readText(source) })
  } catch (error) {
    // A bug of ours crosses to the caller, who throws it there; the thread stays usable.
    reply({ kind: 'broken', stack: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
})
