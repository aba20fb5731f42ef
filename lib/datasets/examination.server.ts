/**
 * What an installation scores models on. The hidden examples of a set may be known: they are the rest of a public one, or
 * made from a number that stands in this repository. So each installation asks them in a form of its own, drawn by a
 * secret that lies in its database: made anew where they are made, a little altered where they are pictures. And it
 * asks some of the *served* examples as well, chosen and altered by the same secret, which every honest model knows at
 * least as well; what it knows worse is its score. `docs/decisions/022` has the figures.
 */
import 'server-only'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as immediate } from 'node:timers/promises'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { db } from '../db/client.server'
import { keptSecret } from '../db/kept-secret.server'
import { alterPictures } from './alter'
import { type HiddenSplit, hiddenSplit } from './hidden.server'
import { datasetManifest } from './manifest.server'
import type { Examination, Examples, Hidden, ServedPart } from './recipe'
import { type DatasetName, isDataset, recipeOf } from './recipes'
import { secretRandom } from './secret-random.server'
import { drawSome } from './split'

export type ExaminationSet = HiddenSplit & {
  /** Served examples, asked along; left out where nothing hidden can be known. */
  learned?: HiddenSplit
}

/** Served examples that are asked: half as many as are hidden, so that a verdict takes half as long again and no more. */
const LEARNED = 1000

const unpack = promisify(gunzip)

async function served(dataset: DatasetName, file: string): Promise<Uint8Array> {
  const entry = datasetManifest()[dataset]?.files[file]
  if (!entry) throw new Error(`The data set ${dataset} is not here: run \`npm run data -- ${dataset}\``)
  return unpack(await readFile(join(/* turbopackIgnore: true */ process.cwd(), 'public', entry.url)))
}

const asSplit = ({ examples, labels }: Hidden): HiddenSplit => ({ images: examples, labels })

/** Typed arrays of one kind, one after another. */
function concatenate<T extends Examples>(parts: readonly T[]): T {
  const first = parts[0]!
  const whole = new (first.constructor as new (length: number) => T)(
    parts.reduce((sum, part) => sum + part.length, 0),
  )
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Some examples of each part; the rest of a part is let go before the next is read. */
async function drawLearned(
  dataset: DatasetName,
  parts: readonly ServedPart[],
  count: number,
  random: () => number,
): Promise<Hidden> {
  const taken: Hidden[] = []
  for (const part of parts) {
    const { examples, labels } = await part((file) => served(dataset, file))
    const size = examples.length / labels.length
    const chosen = drawSome(labels.length, Math.min(labels.length, Math.ceil(count / parts.length)), random)
    taken.push({
      examples: concatenate(chosen.map((at) => examples.slice(at * size, (at + 1) * size))),
      labels: Uint8Array.from(chosen, (at) => labels[at]!),
    })
  }
  return {
    examples: concatenate(taken.map(({ examples }) => examples)),
    labels: concatenate(taken.map(({ labels }) => labels)),
  }
}

/** The first served examples of a set in the form of hidden ones, as they are. */
export async function servedExamples(dataset: string, count: number): Promise<HiddenSplit> {
  const { examination } = isDataset(dataset) ? recipeOf(dataset) : {}
  if (!examination || examination.kind === 'drawn')
    throw new Error(`${dataset} has no served examples to ask`)
  const { examples, labels } = await examination.learned[0]!((file) => served(dataset as DatasetName, file))
  const size = examples.length / labels.length
  return { images: examples.slice(0, count * size), labels: labels.slice(0, count) }
}

async function draw(dataset: DatasetName, secret: string): Promise<ExaminationSet> {
  const { examination } = recipeOf(dataset)
  const random = (purpose: string) => secretRandom(secret, `examination ${dataset} ${purpose}`)
  if (!examination) return hiddenSplit(dataset)
  if (examination.kind === 'drawn') return asSplit(examination.draw(random('hidden')))
  const hidden = await hiddenSplit(dataset)
  const count = Math.min(LEARNED, hidden.labels.length)
  const learned = await drawLearned(dataset, examination.learned, count, random('choice'))
  return {
    ...hidden,
    images: await ask(examination, hidden.images, random('hidden')),
    learned: { labels: learned.labels, images: await ask(examination, learned.examples, random('learned')) },
  }
}

/** In pieces, and others in between: the web server's thread draws this while people wait for pages. */
async function ask(examination: Examination, examples: Examples, random: () => number): Promise<Examples> {
  if (examination.kind !== 'altered') return examples
  if (!(examples instanceof Uint8Array)) throw new Error('Only pictures can be altered')
  const piece = PICTURES_AT_ONCE * sizeOf(examination.how.shape)
  const asked: Uint8Array[] = []
  for (let start = 0; start < examples.length; start += piece) {
    asked.push(alterPictures(examples.subarray(start, start + piece), examination.how, random))
    await immediate()
  }
  return concatenate(asked)
}
/** Some ten milliseconds of work. */
const PICTURES_AT_ONCE = 25
const sizeOf = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1)

const kept = new Map<string, Promise<ExaminationSet>>()

/** The examination that a secret means; drawn once a process. Throws where `hiddenSplit` does. */
export function examinationOf(dataset: string, secret: string): Promise<ExaminationSet> {
  if (!isDataset(dataset)) throw new Error(`There is no data set named ${dataset}`)
  const key = `${dataset} ${secret}`
  const known = kept.get(key)
  if (known) return known
  const drawing = draw(dataset, secret)
  kept.set(key, drawing)
  // A failure is not remembered: preparing the files mends it without a restart.
  drawing.catch(() => kept.delete(key))
  return drawing
}

/** The examination of this installation. Its secret is asked for each time, so that a database that was exchanged under a running site is not answered with another's. */
export const installedExamination = async (dataset: string): Promise<ExaminationSet> =>
  examinationOf(dataset, await keptSecret(db(), 'examination-secret'))

/** For walks of lessons, which have no installation: the same on every machine, and of the same difficulty. */
export const REHEARSAL = 'a rehearsal, known to everybody'
