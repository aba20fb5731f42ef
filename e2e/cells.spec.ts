/** What a cell starts belongs to that cell, in the true sandbox: late output, late errors, Stop, and the scopes of checks. */
import { expect, type Page, test } from '@playwright/test'
import { fileURLToPath } from 'node:url'
import type { KernelEvent } from '../lib/runtime/protocol'
import { buildKernel } from '../scripts/build-kernel'
import { serveWall, type WallServer } from './wall/server'

let server: WallServer
let manifest: Awaited<ReturnType<typeof buildKernel>>

test.beforeAll(async () => {
  manifest = await buildKernel()
  server = await serveWall({ root: fileURLToPath(new URL('..', import.meta.url)), manifest, hostile: {} })
})
test.afterAll(() => server.close())
test.beforeEach(async ({ page }) => {
  await page.goto(server.origin)
  await page.evaluate((given) => window.wall.open(given), manifest)
})

const run = (page: Page, source: string, cell = 'a') =>
  page.evaluate(([text, of]) => window.wall.run(text, of), [source, cell] as const)
const textOf = (events: KernelEvent[]) =>
  events
    .flatMap((event) =>
      event.type === 'output' && (event.output.kind === 'text' || event.output.kind === 'value')
        ? [event.output.text]
        : [],
    )
    .join('\n')
const check = (page: Page, source: string, id = 'check') =>
  page.evaluate(
    ([text, name]) => {
      const runId = `check-${name}-${Math.random().toString(36).slice(2)}`
      window.wall.send({ type: 'check', run: runId, check: name, source: text })
      return window.wall.until('checked', runId)
    },
    [source, id] as const,
  )

const MODEL = `
const m = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] })
m.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
const x = tf.ones([64, 1]), y = tf.ones([64, 1])
`

const LATE: readonly (readonly [name: string, source: string])[] = [
  ['a training with then', `${MODEL}m.fit(x, y, { epochs: 40 }).then(() => console.log('late'))\n'end'`],
  ['a timer', `setTimeout(() => console.log('late'), 100)\n'end'`],
  [
    'a chain of timers',
    `setTimeout(() => setTimeout(async () => { await null; console.log('late') }, 50), 50)\n'end'`,
  ],
  [
    'an async function let go',
    `async function go() { await tf.nextFrame(); await tf.nextFrame(); console.log('late') }\ngo()\n'end'`,
  ],
  ['frames', `requestAnimationFrame(() => requestAnimationFrame(() => console.log('late')))\n'end'`],
  [
    'forEach of async',
    `[1].forEach(async () => { await new Promise((r) => setTimeout(r, 50)); console.log('late') })\n'end'`,
  ],
  ['microtasks', `queueMicrotask(() => Promise.resolve().then(() => console.log('late')))\n'end'`],
  [
    'an async generator',
    `async function* steps() { for (let i = 0; i < 3; i++) { await tf.nextFrame(); yield i } }
async function go() { for await (const [, i] of (async function* () { for await (const i of steps()) yield [0, i] })()) console.log(i === 2 ? 'late' : i) }
go()\n'end'`,
  ],
  ['a value of a tensor', `tf.ones([2]).data().then(() => console.log('late'))\n'end'`],
]

for (const [name, source] of LATE) {
  test(`late output stays with its cell: ${name}`, async ({ page }) => {
    const { last, events } = await run(page, source)
    expect(last).toMatchObject({ type: 'finished', stopped: false })
    expect(textOf(events)).toContain('late')
    const next = await run(page, `console.log('only mine')`, 'b')
    expect(textOf(next.events)).toBe('only mine')
    expect(next.events.map(({ type }) => type)).not.toContain('points')
  })
}

const LATE_ERRORS: readonly (readonly [name: string, source: string, line: number])[] = [
  ['a timer', `'x'\nsetTimeout(() => {\n  throw new Error('later')\n}, 50)\n'ok'`, 3],
  ['a rejection', `'x'\nPromise.reject(new Error('later'))\n'ok'`, 2],
  [
    'an async function',
    `async function go() {\n  await tf.nextFrame()\n  throw new Error('later')\n}\ngo()\n'ok'`,
    3,
  ],
  ['a callback', `Promise.resolve().then(() => {\n  throw new Error('later')\n})\n'ok'`, 2],
]
for (const [name, source, line] of LATE_ERRORS) {
  test(`a late error is told at its cell: ${name}`, async ({ page }) => {
    const { last } = await run(page, source)
    expect(last).toMatchObject({ type: 'failed', error: { message: 'later', at: { line } } })
  })
}

test('a training that was not awaited is named with its line, and Stop reaches it', async ({ page }) => {
  const ended = await page.evaluate(async (source) => {
    const id = window.wall.start(source)
    await window.wall.until('progress', id)
    await new Promise((resume) => setTimeout(resume, 300))
    window.wall.send({ type: 'interrupt', run: id })
    const last = await window.wall.until('finished', id)
    return { last, events: window.wall.events() }
  }, `${MODEL}m.fit(x, y, { epochs: 1000000 })\n'end'`)
  expect(ended.last).toMatchObject({ stopped: true })
  expect(textOf(ended.events)).toContain('line 5')
  expect((await run(page, 'm.countParams()', 'b')).last.type).toBe('finished')
})

const STOPPED: readonly (readonly [name: string, loop: string])[] = [
  ['tf.nextFrame', 'await tf.nextFrame()'],
  ['data()', 'await tf.ones([2]).data()'],
  ['null', 'await null'],
  ['a long timer', 'await new Promise((r) => setTimeout(r, 60_000))'],
  ['what never comes', 'await new Promise(() => {})'],
  ['trainOnBatch', 'await m.trainOnBatch(x, y)'],
]
for (const [name, wait] of STOPPED) {
  test(`Stop is heard at an await of ${name} and keeps the variables`, async ({ page }) => {
    const last = await page.evaluate(async (source) => {
      const id = window.wall.start(source)
      await window.wall.until('output', id)
      window.wall.send({ type: 'interrupt', run: id })
      return window.wall.until('finished', id, 2000)
    }, `${MODEL}const kept = 7\nshow.table([[1]])\nfor (;;) { ${wait} }`)
    expect(last).toMatchObject({ stopped: true })
    expect(textOf((await run(page, 'kept', 'b')).events)).toBe('7')
  })
}

test('a check has names of its own', async ({ page }) => {
  await run(page, `const X = 'mine', values = 1, answer = 42\nlet total = 5\nfunction helper() { return 1 }`)
  expect(
    await check(
      page,
      `const [X, values] = [1, [2]]\nconst answer = values\nfunction helper() { return 2 }\nclass Z {}\ntotal = 9\nthat(helper() === 2)`,
    ),
  ).toMatchObject({ passed: true })
  expect(textOf((await run(page, '[X, values, answer, total, helper(), typeof Z]', 'b')).events)).toBe(
    '["mine", 1, 42, 5, 1, "undefined"]',
  )
})

for (const name of [
  'close',
  'that',
  'tf',
  'show',
  'Math',
  'Array',
  'Promise',
  'Object',
  'console',
  'performance',
  'setTimeout',
  'globalThis',
  'self',
  'Float32Array',
]) {
  test(`a cell that calls something ${name} fails no check`, async ({ page }) => {
    const own = await run(page, `const ${name} = 3\nfunction right() { return 4 }`)
    expect(own.last.type).toBe('finished')
    expect(
      await check(page, `close(tf.ones([2]).add(3), [right(), 4])\nthat(Math.abs(-1) === 1)`),
    ).toMatchObject({ passed: true })
    expect(textOf((await run(page, `${name} + 1`, 'b')).events)).toBe('4')
    // With the name gone, what it hid is there again.
    await run(page, `function right() { return 4 }`)
    expect(textOf((await run(page, `typeof ${name}`, 'b')).events)).not.toBe('"number"')
  })
}

test('a name that its cell no longer declares is gone', async ({ page }) => {
  await run(page, 'const a = 1, kept = 2')
  await run(page, 'const a2 = 1, kept = 2')
  expect(await run(page, 'a', 'b')).toMatchObject({
    last: { type: 'failed', error: { name: 'ReferenceError' } },
  })
  expect(textOf((await run(page, 'a2 + kept', 'b')).events)).toBe('3')
})

test('what answers no question is still an error', async ({ page }) => {
  const hostile = `throw new Proxy({}, { get() { throw 1 }, getPrototypeOf() { throw 2 }, ownKeys() { throw 3 } })`
  expect((await run(page, hostile)).last.type).toBe('failed')
  expect((await run(page, '1 + 1', 'b')).last.type).toBe('finished')
})

const FORGOTTEN: readonly string[] = [
  'tf.ones([2]).data()[0]',
  'const v = tf.ones([2]).array()\nv[0].toFixed(2)',
  'const v = tf.ones([2]).data()\nv[0] + 1',
  'const all = [1, 2].map(async (n) => n * 2)\nall[0] + 1',
  'const v = tf.ones([2]).data()\nv + 1',
  'const v = tf.ones([2]).data()\nconst [first] = v',
  `${MODEL}const h = m.fit(x, y)\nh.history.loss`,
]
for (const source of FORGOTTEN) {
  test(`a forgotten await is named: ${source.split('\n').at(-1)}`, async ({ page }) => {
    const { last } = await run(page, source)
    expect(last).toMatchObject({
      type: 'failed',
      error: { message: expect.stringContaining('await'), at: { line: source.split('\n').length } },
    })
  })
}

test('console fills in its signs', async ({ page }) => {
  const { events } = await run(
    page,
    `console.log('%d %cred %s %o 100%%', 3.7, 'color:red', 'x', { a: 1 }, 'rest')`,
  )
  expect(textOf(events)).toBe('3 red x { a: 1 } 100% rest')
})

const DATASET: readonly (readonly [name: string, source: string, told: string])[] = [
  [
    'a generator in batches',
    `const d = tf.data.generator(function* () { for (let i = 0; i < 5; i++) yield i }).batch(2)
await d.forEachAsync((b) => console.log(b.shape.join()))`,
    '2\n2\n1',
  ],
  [
    'shuffle, map, take and repeat',
    `const d = tf.data.array([1, 2, 3]).map((x) => x * 10).repeat(2).shuffle(2).take(6)
console.log((await d.toArray()).sort((a, b) => a - b).join())`,
    '10,10,20,20,30,30',
  ],
  [
    'training',
    `const xs = tf.data.array([[1], [2], [3], [4]]), ys = tf.data.array([[2], [4], [6], [8]])
const m = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] })
m.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
const h = await m.fitDataset(tf.data.zip({ xs, ys }).batch(2), { epochs: 3 })
console.log(h.history.loss.length)`,
    '3',
  ],
]
for (const [name, source, told] of DATASET) {
  test(`tf.data works in a cell: ${name}`, async ({ page }) => {
    const { last, events } = await run(page, source)
    expect(last).toMatchObject({ type: 'finished', stopped: false })
    expect(textOf(events)).toBe(told)
  })
}

const ENDLESS: readonly (readonly [name: string, source: string])[] = [
  ['forEachAsync', `await tf.data.array([1]).repeat().forEachAsync(() => {})`],
  ['a reading let go', `tf.data.array([1]).repeat().forEachAsync(() => {})\n'end'`],
  ['a generator', `await tf.data.generator(function* () { for (;;) yield 1 }).forEachAsync(() => {})`],
  [
    'fitDataset',
    `${MODEL}const d = tf.data.array([{ xs: [1], ys: [1] }]).repeat().batch(2)\nawait m.fitDataset(d, { epochs: 1 })`,
  ],
  [
    'fitDataset let go',
    `${MODEL}const d = tf.data.array([{ xs: [1], ys: [1] }]).repeat().batch(2)\nm.fitDataset(d, { epochs: 1 })\n'end'`,
  ],
]
for (const [name, source] of ENDLESS) {
  test(`Stop ends an endless data set: ${name}`, async ({ page }) => {
    const id = await page.evaluate((text) => window.wall.start(text, 'a'), source)
    await page.evaluate((of) => window.wall.until('started', of), id)
    await page.evaluate((of) => window.wall.send({ type: 'interrupt', run: of }), id)
    const last = await page.evaluate((of) => window.wall.until('finished', of), id)
    expect(last).toMatchObject({ stopped: true })
    expect(textOf((await run(page, `console.log('next')`, 'b')).events)).toBe('next')
  })
}

test('what reads from outside is refused in words', async ({ page }) => {
  const { last } = await run(page, `tf.data.csv('https://example.com/a.csv')`)
  expect(last).toMatchObject({
    type: 'failed',
    error: { message: expect.stringContaining('no network, camera or microphone') },
  })
})

const collect = (page: Page) =>
  page.evaluate(async () => {
    const id = `collect-${Math.random().toString(36).slice(2)}`
    window.wall.send({ type: 'collect', run: id, variable: 'm' })
    const last = await Promise.race([window.wall.until('weights', id), window.wall.until('failed', id)])
    return last.type === 'weights' ? last.values.byteLength : last.type === 'failed' && last.error.message
  })
for (const [inputs, told] of [
  [2_140_000, 8_560_000],
  [4_000_000, 16_000_000],
  [4_000_001, expect.stringContaining('four million')],
] as const) {
  test(`a model of ${inputs} numbers is collected or refused, and never lost`, async ({ page }) => {
    await run(
      page,
      `const m = tf.sequential({ layers: [tf.layers.dense({ units: 1, useBias: false, inputShape: [${inputs}] })] })`,
    )
    expect(await collect(page)).toEqual(told)
  })
}

test('a cell that names a variable can be run again, and another cell hears that the name is taken', async ({
  page,
}) => {
  const source = `const w = tf.variable(tf.zeros([2]), true, 'weights')`
  for (let times = 0; times < 3; times++)
    expect((await run(page, source)).last).toMatchObject({ type: 'finished' })
  expect((await run(page, source, 'b')).last).toMatchObject({ type: 'failed' })
})

test('a cell that is run again and again frees what it replaces, and nothing that another holds', async ({
  page,
}) => {
  // As a lesson loads and prepares its data: some 190 MB a run, of which WebAssembly has room for ten.
  const prepare = `
const raw = tf.randomUniform([20000, 784])
const x = raw.div(255)
const y = tf.oneHot(tf.zeros([20000], 'int32'), 10)
function kept() { return first }`
  await run(
    page,
    `const first = tf.tensor1d([1, 2, 3])\nconst holders = [() => first, new Map([['a', tf.ones([4])]])]`,
    'held',
  )
  const bytes: number[] = []
  for (let count = 0; count < 14; count++) {
    const { last } = await run(page, prepare, 'prepare')
    if (last.type !== 'finished') throw new Error(JSON.stringify(last))
    bytes.push(last.memory.bytes)
  }
  const once = bytes[0]!
  expect(once).toBeGreaterThan(100e6)
  expect(Math.max(...bytes) / once).toBeLessThan(5)
  expect(
    textOf(
      (await run(page, `[...holders[0]().dataSync(), ...holders[1].get('a').dataSync()].join()`)).events,
    ),
  ).toContain('1,2,3,1,1,1,1')
})

test('a model that is made again takes the place of the one before it', async ({ page }) => {
  const source = `
const net = tf.sequential({ layers: [tf.layers.dense({ units: 2000, inputShape: [2000] }), tf.layers.dense({ units: 1 })] })
net.compile({ optimizer: 'adam', loss: 'meanSquaredError' })
await net.fit(tf.ones([8, 2000]), tf.ones([8, 1]), { epochs: 1 })
tf.memory().numBytes`
  const bytes: number[] = []
  for (let count = 0; count < 8; count++) bytes.push(Number(textOf((await run(page, source, 'net')).events)))
  expect(Math.max(...bytes) / bytes[0]!).toBeLessThan(5)
  expect(textOf((await run(page, 'net.predict(tf.ones([1, 2000])).shape.join()', 'use')).events)).toContain(
    '1,1',
  )
})

const HOARDS: readonly (readonly [name: string, source: string])[] = [
  ['tensors', `const kept = []\nfor (let i = 0; i < 60; i++) kept.push(tf.ones([50, 250_000]))`],
  ['buffers', `const kept = []\nfor (let i = 0; i < 60; i++) kept.push(new Uint8Array(50_000_000).fill(1))`],
  [
    'copies of a buffer',
    `const kept = [new Float32Array(12_500_000)]\nfor (let i = 0; i < 60; i++) kept.push(kept[0].slice())`,
  ],
  [
    'both',
    `const kept = []\nfor (let i = 0; i < 30; i++) kept.push(tf.ones([50, 250_000]), new ArrayBuffer(50_000_000))`,
  ],
]
for (const [name, source] of HOARDS) {
  test(`three gigabytes of ${name} end at their line with a word on what to do, and can be let go`, async ({
    page,
  }) => {
    const { last } = await run(page, source)
    expect(last).toMatchObject({ type: 'failed', error: { name: 'RangeError', at: { line: 2 } } })
    expect(JSON.stringify(last)).toContain('the limit is 2.50 GB')
    expect(JSON.stringify(last)).not.toContain('hint')
    // Others may go on; what the first run held is let go of by the next.
    expect((await run(page, '1 + 1', 'b')).last.type).toBe('finished')
    expect((await run(page, 'const kept = []', 'a')).last.type).toBe('finished')
    await expect
      .poll(async () => (await run(page, 'tf.ones([50, 2_500_000]).sum().dataSync()[0]', 'c')).last.type)
      .toBe('finished')
  })
}

test('a WebGL context that is lost ends the kernel at once, with its reason', async ({ page }) => {
  const { backend } = await page.evaluate((given) => window.wall.open(given, 'webgl'), manifest)
  expect(backend).toBe('webgl')
  const dead = await page.evaluate(async () => {
    window.wall.start(`tf.ones([2]).add(1).dataSync()
tf.backend().gpgpu.gl.getExtension('WEBGL_lose_context').loseContext()
await new Promise(() => {})`)
    return window.wall.until('dead', undefined, 5000)
  })
  expect(dead).toEqual({ type: 'dead', reason: 'device lost' })
  expect(await page.evaluate(() => window.wall.frames())).toBe(0)
})

test('what answers no question can be printed, counted and tabulated, too', async ({ page }) => {
  const { last, events } = await run(
    page,
    `const shy = new Proxy({}, { getPrototypeOf() { throw 2 }, ownKeys() { throw 3 } })
const gone = Proxy.revocable([], {})
gone.revoke()
for (const value of [shy, gone.proxy]) { console.log(value); console.count(value); console.table([value]); console.table(value) }
shy`,
  )
  expect(last).toMatchObject({ type: 'finished' })
  expect(textOf(events).split('[Object]').length).toBeGreaterThan(5)
})

test('loading 190 MB thirty times takes the memory of twice at most', async ({ page }) => {
  const load = `const images = tf.tensor4d(new Float32Array(60000 * 784), [60000, 28, 28, 1])
const flat = images.reshape([60000, 784]), some = flat.slice(0, 10000).div(2)`
  const use = `const model = tf.sequential({ layers: [tf.layers.dense({ units: 128, inputShape: [784] }), tf.layers.dense({ units: 10 })] })
model.compile({ optimizer: 'adam', loss: 'meanSquaredError' })
const { history } = await model.fit(flat.slice(0, 64), tf.zeros([64, 10]), { epochs: 1 })`
  for (let time = 0; time < 30; time++) {
    expect((await run(page, load, 'load')).last).toMatchObject({ type: 'finished' })
    const { last } = await run(page, use, 'use')
    // The bytes count what tensors share twice: 376 MB and 63 MB a load. The run before may still be there, no other.
    expect(last.type === 'finished' && last.memory.bytes).toBeLessThan(1e9)
  }
})
