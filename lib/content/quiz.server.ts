/** `<check>.quiz.yaml` → the quiz as the server keeps it, or every reason why not. */
import 'server-only'
import type { Inline } from '../checks/inline'
import { type Question, type QuestionSpec, type Quiz, QuizSpec } from '../checks/quiz'
import { digest } from './compiler.server'
import { readInline } from './inline'
import { type Place, type Refusal } from './refusals'
import { readYamlFile } from './yaml-file'

/** Bytes of one file. */
const LARGEST = 64 * 1024

type Path = readonly (string | number)[]
type Both = { zh: string; en: string }

/** Reads the questions of one file; what is wrong is collected with its place. */
export class QuestionReader {
  readonly refusals: Refusal[] = []

  /**
   * @param secret the whole text of the file. Keys and the order of parts come from it, and it holds the answers and
   *   explanations, so nobody without it can tell which key, or which place, belongs to which answer.
   */
  constructor(
    private readonly secret: string,
    private readonly placeOf: (path: Path) => Place,
  ) {}

  readAll(questions: readonly QuestionSpec[], path: Path): Question[] {
    this.refuseTwice(questions, path)
    return questions.flatMap((spec, index) => this.read(spec, [...path, index]) ?? [])
  }

  private read(spec: QuestionSpec, path: Path): Question | undefined {
    const before = this.refusals.length
    const kept = {
      id: spec.id,
      ask: this.texts(spec.ask, [...path, 'ask']),
      explain: this.texts(spec.explain, [...path, 'explain']),
    }
    const question = this.finish(spec, kept, path)
    return this.refusals.length > before ? undefined : question
  }

  private finish(spec: QuestionSpec, kept: Pick<Question, 'id' | 'ask' | 'explain'>, path: Path): Question {
    switch (spec.type) {
      case 'single':
      case 'multiple': {
        const parts = this.parts(spec.id, spec.options, [...path, 'options'])
        const right = spec.options.filter((option) => option.right).map((option) => option.id)
        if (spec.type === 'multiple') {
          if (right.length === 0) this.refuse([...path, 'options'], NO_RIGHT)
          return { ...kept, type: 'multiple', parts, right }
        }
        if (right.length !== 1) this.refuse([...path, 'options'], ONE_RIGHT)
        return { ...kept, type: 'single', parts, right: right[0] ?? '' }
      }
      case 'numeric': {
        const unit = spec.unit && this.texts(spec.unit, [...path, 'unit'])
        const { answer: right, tolerance } = spec
        return { ...kept, type: 'numeric', right, tolerance, ...(unit && { unit }) }
      }
      case 'order': {
        const right = spec.items.map((item) => item.id)
        const parts = this.parts(spec.id, spec.items, [...path, 'items'])
        // Shown in the right order it would be no question.
        const shown = parts.every((part, index) => part.id === right[index]) ? parts.toReversed() : parts
        return { ...kept, type: 'order', parts: shown, right }
      }
      default:
        return spec satisfies never
    }
  }

  private parts(question: string, specs: readonly { id: string; text: Both }[], path: Path) {
    this.refuseTwice(specs, path)
    return specs
      .map(({ id, text }, index) => ({
        id,
        key: digest([this.secret, question, id]).slice(0, 12),
        text: this.texts(text, [...path, index, 'text']),
      }))
      .toSorted((a, b) => (a.key < b.key ? -1 : 1))
  }

  private texts(both: Both, path: Path): { zh: Inline[]; en: Inline[] } {
    return { zh: this.text(both.zh, [...path, 'zh']), en: this.text(both.en, [...path, 'en']) }
  }

  private text(source: string, path: Path): Inline[] {
    const outcome = readInline(source)
    if (outcome.ok) return outcome.inlines
    this.refuse(path, outcome.fault)
    return []
  }

  private refuseTwice(parts: readonly { id: string }[], path: Path): void {
    parts.forEach(({ id }, index) => {
      if (parts.findIndex((other) => other.id === id) < index) this.refuse([...path, index, 'id'], USED_TWICE)
    })
  }

  private refuse(path: Path, reason: Both): void {
    const params = { field: path.join('.'), reason }
    this.refusals.push({ ...this.placeOf(path), code: 'yaml-field', params })
  }
}

const ONE_RIGHT = {
  zh: '单选题要有且只有一个选项写着 right: true',
  en: 'exactly one option of a single choice has right: true',
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
  const reader = new QuestionReader(text, placeOf)
  const questions = reader.readAll(value.questions, ['questions'])
  return reader.refusals.length > 0
    ? { ok: false, refusals: reader.refusals }
    : { ok: true, quiz: { questions } }
}

export function refuseLarge(file: string, text: string, limit = LARGEST): Refusal | undefined {
  const bytes = Buffer.byteLength(text)
  if (bytes <= limit) return undefined
  const params = { kilobytes: Math.ceil(bytes / 1024), limit: limit / 1024 }
  return { file, line: 1, column: 1, code: 'too-large', params }
}
