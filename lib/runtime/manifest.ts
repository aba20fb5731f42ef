/** What `scripts/build-kernel.ts` leaves behind: where the other side's code lies, each file under its content hash. */
import { z } from 'zod'

const Url = z.string().startsWith('/')
const Script = z.strictObject({ url: Url, bytes: z.int().positive() })

export const KernelManifest = z.strictObject({
  /** Changes when any file of the kernel changes; also the folder's name. */
  hash: z.string().regex(/^[0-9a-f]{16}$/),
  scripts: z.strictObject({
    /** Worker, stdlib, TF.js core and layers, CPU and WASM backends. Sent with `boot`. */
    core: Script,
    /** Sent only when the worker asks, after it has found usable hardware or was told to use it. */
    webgpu: Script,
    webgl: Script,
  }),
  /** Files that TF.js would fetch, by the name it asks for. */
  assets: z.record(z.string(), Script),
  /** The declarations for the editor: `tf`, `datasets`, `show`, `live`, `that`, `close`. */
  types: Script,
  frame: z.strictObject({
    /** The page that holds the relay; its markup is `html`. */
    url: Url,
    html: z.string(),
    /** CSP source of the one script in it, `sha256-…`. */
    script: z.string().startsWith('sha256-'),
  }),
})
export type KernelManifest = z.infer<typeof KernelManifest>

/** What the browser gets: everything but the frame's markup, which it fetches as a page. */
export type KernelAddress = Omit<KernelManifest, 'frame'> & { frame: { url: string } }
