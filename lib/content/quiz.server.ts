/** `<check>.quiz.yaml` → the quiz as the server keeps it, or every reason why not. */
import 'server-only'
import type { Inline } from '../checks/inline'
import { evaluate, ExpressionFault, fill, type Values } from '../checks/expression'
import { type Question, type QuestionSpec, type Quiz, QuizSpec } from '../checks/quiz'
import { variantsOf } from '../checks/vary'
import { waysToAsk } from '../checks/variety'
import { type Answer, givesAway } from './gives-away'
import { type InlineOutcome, readInline } from './inline'
import { type Place, type Refusal } from './refusals'
import { readYamlFile } from './yaml-file'

/** Bytes of one file. */
const LARGEST = 64 * 1024
/** Different papers that a quiz can make, at least. */
const LEAST_PAPERS = 8

type Path = readonly (string | number)[]
type Both = { zh: string; en: string }

/** Reads the questions of one file; what is wrong is collected with its place. */
export class QuestionReader {
  readonly refusals: Refusal[] = []
  /** Sentences that were read, by their text: most variants of a question share theirs. */
  private readonly read = new Map<string, InlineOutcome>()

  constructor(private readonly placeOf: (path: Path) => Place) {}

  /** Every variant of every question. */
  readAll(questions: readonly QuestionSpec[], path: Path): Question[] {
    this.refuseTwice(questions, path)
    return questions.flatMap((spec, index) => this.readVariants(spec, [...path, index]))
  }

  private readVariants(spec: QuestionSpec, path: Path): Question[] {
    const before = this.refusals.length
    try {
      const variants = variantsOf(spec.id, spec)
      if (variants.length === 0) this.refuse([...path, 'where'], NO_NUMBERS)
      const questions = variants.map(({ variant, values }) => this.finish(spec, variant, values, path))
      return this.refusals.length > before ? [] : questions
    } catch (error) {
      if (!(error instanceof ExpressionFault)) throw error
      const reason = { zh: `算式读不懂：${error.message}`, en: error.message }
      this.refuse([...path, 'vary'], reason)
      return []
    }
  }

  private finish(spec: QuestionSpec, variant: string, values: Values, path: Path): Question {
    const texts = (field: 'ask' | 'explain' | 'hint', both: Both) =>
      this.texts(both, values, [...path, field])
    const kept = {
      id: spec.place ?? spec.id,
      variant,
      ask: texts('ask', spec.ask),
      explain: texts('explain', spec.explain),
      ...(spec.hint && { hint: texts('hint', spec.hint) }),
    }
    const told = (answer: Answer) => {
      if (spec.hint && givesAway(fillBoth(spec.hint, values), answer))
        this.refuse([...path, 'hint'], GIVES_AWAY)
    }
    switch (spec.type) {
      case 'single':
      case 'multiple': {
        const at = [...path, 'options']
        const parts = this.parts(spec.options, values, at)
        const good = spec.options.filter((option) => option.right)
        const right = good.map(({ id }) => id)
        told({ texts: good.map(({ text }) => fillBoth(text, values)) })
        if (right.length === 0) this.refuse(at, NO_RIGHT)
        const show = spec.show === undefined ? {} : { show: spec.show }
        if (spec.type === 'multiple') return { ...kept, type: 'multiple', parts, right, ...show }
        if (right.length > 1 && spec.show === undefined) this.refuse(at, ONE_RIGHT)
        return { ...kept, type: 'single', parts, right, ...show }
      }
      case 'numeric': {
        const numberOf = (amount: number | string) =>
          typeof amount === 'number' ? amount : evaluate(amount, values)
        const [right, tolerance] = [numberOf(spec.answer), Math.abs(numberOf(spec.tolerance))]
        told({ number: right, tolerance })
        const unit = spec.unit && this.texts(spec.unit, values, [...path, 'unit'])
        return { ...kept, type: 'numeric', right, tolerance, ...(unit && { unit }) }
      }
      case 'order': {
        const parts = this.parts(spec.items, values, [...path, 'items'])
        told({ order: spec.items.map(({ text }) => fillBoth(text, values)) })
        const show = spec.show === undefined ? {} : { show: spec.show }
        return { ...kept, type: 'order', parts, right: spec.items.map((item) => item.id), ...show }
      }
      default:
        return spec satisfies never
    }
  }

  private parts(specs: readonly { id: string; text: Both }[], values: Values, path: Path) {
    this.refuseTwice(specs, path)
    return specs.map(({ id, text }, index) => ({
      id,
      text: this.texts(text, values, [...path, index, 'text']),
    }))
  }

  private texts(both: Both, values: Values, path: Path): { zh: Inline[]; en: Inline[] } {
    const { zh, en } = fillBoth(both, values)
    return { zh: this.text(zh, [...path, 'zh']), en: this.text(en, [...path, 'en']) }
  }

  private text(source: string, path: Path): Inline[] {
    const outcome = this.read.get(source) ?? readInline(source)
    this.read.set(source, outcome)
    if (outcome.ok) return outcome.inlines
    this.refuse(path, outcome.fault)
    return []
  }

  private refuseTwice(parts: readonly { id: string }[], path: Path): void {
    parts.forEach(({ id }, index) => {
      if (parts.findIndex((other) => other.id === id) < index) this.refuse([...path, index, 'id'], USED_TWICE)
    })
  }

  refuse(path: Path, reason: Both): void {
    const params = { field: path.join('.'), reason }
    const refusal: Refusal = { ...this.placeOf(path), code: 'yaml-field', params }
    // Every variant of a question has the same fault: it is told once.
    const isKnown = this.refusals.some((one) => JSON.stringify(one) === JSON.stringify(refusal))
    if (!isKnown) this.refusals.push(refusal)
  }
}

const ONE_RIGHT = {
  zh: '单选题要有且只有一个选项写着 right: true；要从一批里抽，写上 show',
  en: 'exactly one option of a single choice has right: true, unless show draws from a pool',
}
const NO_NUMBERS = {
  zh: '没有一组数满足 where',
  en: 'no numbers satisfy where',
}
const GIVES_AWAY = {
  zh: '答错后给的提示里写着答案；只说往哪里想，数和结论留给解析',
  en: 'the hint told after a wrong answer contains the answer; say where to look and leave the rest to explain',
}
const NO_HINT = {
  zh: '缺 hint：答错的人看到的一句话，不能含答案',
  en: 'hint is missing: the sentence that is told after a wrong answer, without the answer',
}
const LITTLE_VARIETY = {
  zh: `再答一次几乎还是同一份题：给题目写 vary、选项池（show）或同一 place 的备选题，至少要能出 ${LEAST_PAPERS} 份不同的题，而且每一处至少两种`,
  en: `another attempt would be nearly the same quiz: give questions vary, a pool of options (show) or alternatives of one place, so that there are at least ${LEAST_PAPERS} different papers and two ways to ask at each place`,
}
const NO_RIGHT = {
  zh: '至少有一个选项要写 right: true',
  en: 'at least one option has right: true',
}
const USED_TWICE = { zh: '这个 id 已经用过', en: 'this id is used already' }

export type QuizOutcome = { ok: true; quiz: Quiz } | { ok: false; refusals: Refusal[] }

/** @param file for refusals, from the root with slashes */
export function readQuiz(file: string, text: string): QuizOutcome {
  const large = refuseLarge(file, text)
  if (large) return { ok: false, refusals: [large] }
  const outcome = readYamlFile(QuizSpec, file, text)
  if (!outcome.ok) return outcome
  const { value, placeOf } = outcome.read
  const reader = new QuestionReader(placeOf)
  const questions = reader.readAll(value.questions, ['questions'])
  value.questions.forEach((question, index) => {
    if (!question.hint) reader.refuse(['questions', index], NO_HINT)
  })
  const ways = waysToAsk(questions)
  if (reader.refusals.length === 0 && !isVaried(ways)) reader.refuse(['questions'], LITTLE_VARIETY)
  return reader.refusals.length > 0
    ? { ok: false, refusals: reader.refusals }
    : { ok: true, quiz: { questions } }
}

const isVaried = (ways: readonly number[]): boolean =>
  ways.every((count) => count > 1) && ways.reduce((product, count) => product * count, 1) >= LEAST_PAPERS

const fillBoth = ({ zh, en }: Both, values: Values): Both => ({ zh: fill(zh, values), en: fill(en, values) })

export function refuseLarge(file: string, text: string, limit = LARGEST): Refusal | undefined {
  const bytes = Buffer.byteLength(text)
  if (bytes <= limit) return undefined
  const params = { kilobytes: Math.ceil(bytes / 1024), limit: limit / 1024 }
  return { file, line: 1, column: 1, code: 'file-large', params }
}
