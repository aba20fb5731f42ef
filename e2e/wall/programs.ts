/** Hostile programs by name: cells that will not end, runtimes that lie or shout, and searches for deleted names. */
export type Program = readonly [name: string, source: string]

/** Cells, and for how many milliseconds of processor time each rages. The bombs need time to fill memory, and not too much. */
export const HOSTILE_CELLS: readonly (readonly [name: string, source: string, rage: number])[] = [
  ['endless loop', 'for (;;);', 400],
  [
    'endless microtasks',
    'const spin = () => Promise.resolve().then(spin)\nawait spin()\nawait new Promise(() => {})',
    400,
  ],
  ['catastrophic regular expression', '/^(a+)+$/.test("a".repeat(40) + "!")', 400],
  [
    'endless recursion over promises',
    'const f = async (): Promise<void> => { await null; return f() }\nawait f()',
    400,
  ],
  [
    'endless loop in WebAssembly',
    'new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array([0,97,115,109,1,0,0,0,1,4,1,96,0,0,3,2,1,0,7,5,1,1,102,0,0,10,9,1,7,0,3,64,12,0,11,11]))).exports.f()',
    400,
  ],
  [
    'heap bomb',
    'const all: unknown[] = []\nfor (;;) all.push(new Array(10000).fill({}).map(() => ({ a: 1 })))',
    700,
  ],
  [
    'buffer bomb',
    'const kept: ArrayBuffer[] = []\nfor (let i = 0; i < 20; i++) { kept.push(new Uint8Array(50_000_000).fill(1).buffer) }\nfor (;;);',
    700,
  ],
  ['a million lines', 'for (let i = 0; i < 1_000_000; i++) console.log("line " + i)\nfor (;;);', 600],
  ['endless outputs', 'for (;;) { show.table([{ a: 1 }]); await live.frame() }', 600],
  [
    'endless timers',
    'const tick = () => { setTimeout(tick); setTimeout(tick); for (let i = 0; i < 1e6; i++); }\ntick(); tick()\nawait new Promise(() => {})',
    400,
  ],
]

const READY = `port.postMessage({ type: 'ready', protocol: 1, backend: 'cpu', backends: [] })`
const FINISHED = `port.postMessage({ type: 'finished', run, ms: 1, backend: 'cpu', memory: { tensors: 0, bytes: 0 }, stopped: false })`

/** A runtime for the true frame: says it is ready, does `body` when a run starts, and then finishes it. */
const runtime = (body: string) =>
  `globalThis.__kernel = { async start(boot, port) { port.onmessage = async ({ data: { run } }) => {
    const send = (m, t) => { try { port.postMessage(m, t || []) } catch (e) {} };
    ${body}
    ${FINISHED} }; ${READY} } }`

/** Each must leave the host with `ready` and `finished` and nothing else. */
export const FORGERIES: readonly Program[] = [
  [
    'completion',
    runtime(
      `for (const type of ['complete', 'completed', 'check-passed', 'lesson.completed', 'verified', 'verdict']) send({ type, run, passed: true })`,
    ),
  ],
  [
    'a check that nobody asked for',
    runtime(`send({ type: 'checked', run, check: 'a', passed: true, message: '' })`),
  ],
  [
    'a run that was never started',
    runtime(
      `send({ type: 'output', run: 'run-99999', output: { kind: 'value', text: '1' } }); send({ type: 'finished', run: 'run-99999', ms: 1, backend: 'cpu', memory: { tensors: 0, bytes: 0 }, stopped: false })`,
    ),
  ],
  [
    'weights that nobody asked for',
    runtime(`send({ type: 'weights', run, layers: [], specs: [], values: new ArrayBuffer(8) })`),
  ],
  ['a second ready', runtime(READY)],
  [
    '__proto__',
    runtime(
      `send(JSON.parse('{"type":"output","run":"' + run + '","__proto__":{"polluted":1},"output":{"kind":"value","text":"1","__proto__":{"polluted":1}}}'))`,
    ),
  ],
  [
    'constructor',
    runtime(
      `send({ type: 'output', run, output: { kind: 'value', text: '1', constructor: { prototype: { polluted: 1 } } } })`,
    ),
  ],
  [
    'extra fields',
    runtime(`send({ type: 'output', run, output: { kind: 'value', text: '1' }, html: '<b>' })`),
  ],
  [
    'markup as a kind',
    runtime(`send({ type: 'output', run, output: { kind: 'html', html: '<img onerror=alert(1)>' } })`),
  ],
  [
    'depth',
    runtime(
      `let deep = {}; for (let i = 0; i < 10000; i++) deep = { deep }; send({ type: 'output', run, output: deep })`,
    ),
  ],
  ['a cycle', runtime(`const a = { type: 'output', run }; a.output = a; send(a)`)],
  ['BigInt', runtime(`send({ type: 'output', run, output: { kind: 'value', text: 1n } })`)],
  [
    'getters',
    runtime(
      `send({ get type() { return 'output' }, run, output: { get kind() { return 'value' }, text: 'x', get polluted() { return 1 } } })`,
    ),
  ],
  [
    'a million keys',
    runtime(
      `const o = {}; for (let i = 0; i < 1e5; i++) o['k' + i] = i; send({ type: 'output', run, output: o })`,
    ),
  ],
  ['a sparse array', runtime(`const a = []; a[4e9] = 1; send({ type: 'points', run, points: a })`)],
  ['long text', runtime(`send({ type: 'output', run, output: { kind: 'value', text: 'x'.repeat(20001) } })`)],
  [
    'a detached buffer',
    runtime(
      `const b = new ArrayBuffer(8); const c = new MessageChannel(); c.port1.postMessage(b, [b]); send({ type: 'weights', run, layers: [], specs: [], values: b })`,
    ),
  ],
  [
    'a port',
    runtime(`const c = new MessageChannel(); send({ type: 'output', run, output: c.port2 }, [c.port2])`),
  ],
  ['a blob', runtime(`send({ type: 'output', run, output: new Blob(['x']) })`)],
  ['an error object', runtime(`send({ type: 'failed', run, ms: 1, error: new Error('x') })`)],
  [
    'a command',
    runtime(
      `send({ type: 'evaluate', run, cell: 'a', source: '1' }); send({ type: 'provide', request: 'r1', files: {} })`,
    ),
  ],
  ['a pulse', runtime(`send({ type: 'pulse' })`)],
  [
    'no object',
    runtime(
      `for (const m of [null, undefined, 1, 'x', true, [], new Date(), /x/, new Map([['type', 'alive']])]) send(m)`,
    ),
  ],
]

const OUTPUT = `{ type: 'output', run, output: { kind: 'value', text: 'x' } }`

/** Each must end in \`truncated\`, with the page alive. */
export const FLOODS: readonly Program[] = [
  ['a-million-messages', runtime(`for (let i = 0; i < 1000000; i++) send(${OUTPUT})`)],
  [
    'a-hundred-megabytes',
    runtime(
      `const text = 'x'.repeat(20000); for (let i = 0; i < 2500; i++) send({ type: 'output', run, output: { kind: 'text', stream: 'log', text } })`,
    ),
  ],
  [
    'huge-messages',
    runtime(
      `for (let i = 0; i < 20; i++) send({ type: 'output', run, output: { kind: 'images', count: 1, height: 1, width: 1, channels: 1, pixels: new Uint8Array(6000000) } })`,
    ),
  ],
  ['standing', runtime(`for (let i = 0; i < 100000; i++) send({ type: 'started', run })`)],
]

/** Expressions that must not yield what was deleted. */
export const RECOVERIES: readonly Program[] = [
  ['global', 'typeof (globalThis as any).fetch'],
  ['Function', 'new Function("return typeof fetch")()'],
  ['eval', '(0, eval)("typeof Worker")'],
  ['constructor', '(() => {}).constructor("return typeof WebSocket")()'],
  ['generator constructor', '(function* () {}).constructor("yield typeof XMLHttpRequest")().next().value'],
  ['async constructor', 'await (async () => {}).constructor("return typeof importScripts")()'],
  ['prototype', 'typeof Object.getPrototypeOf(Object.getPrototypeOf(globalThis)).fetch'],
  ['descriptor', 'typeof Object.getOwnPropertyDescriptor(Object.getPrototypeOf(globalThis), "postMessage")'],
  ['delete then look again', '(delete (globalThis as any).fetch, typeof (globalThis as any).fetch)'],
  ['message channel', 'typeof (globalThis as any).MessageChannel'],
  ['database', 'typeof (globalThis as any).indexedDB'],
  ['caches', 'typeof (globalThis as any).caches'],
  ['close', 'typeof Object.getPrototypeOf(globalThis).close'],
  ['TF.js fetch', 'await tf.util.fetch("http://127.0.0.1/")'],
  ['TF.js loader', 'await tf.loadLayersModel("http://127.0.0.1/model.json")'],
]
