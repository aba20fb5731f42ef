/**
 * Whatever was thrown, as data: name, message, the place in the trainee's text, the frames inside cells, and a likely
 * cause in plain words when the message is one we know.
 */
import type { KernelError } from '../../lib/runtime/protocol'
import { natives } from '../natives'
import { print } from '../print'
import type { Problem, Transpiled } from '../transpile'
import type { Words } from '../words/words'
import { parserText } from './parser-texts'
import type { Surroundings } from './names'
import { shape } from './rule'
import { isTold } from '../told'
import { nameRule, ruleFor, unknownChoice } from './rules'
import { diagnose } from './syntax'

type Frame = KernelError['stack'][number] & { column: number }

/** `at fit (cell:train:3:7)` in Chromium, `fit@cell:train:3:7` in Firefox and WebKit. */
const FRAME =
  /(?:at (?:async )?(?:new )?([^\s(]+) \(|at (?:async )?|^\s*([^@\n]*)@)?cell:([^:\s)]{1,300}):(\d+):(\d+)/

const MOST_STACK = 200_000
const MOST_LINE = 2000

export function framesOf(stack: string, cells: ReadonlyMap<string, Transpiled>): Frame[] {
  const frames: Frame[] = []
  for (const line of natives.slice(stack, 0, MOST_STACK).split('\n').slice(0, 200)) {
    // A line without an end, as of a message, would take the pattern minutes.
    const text = line.slice(0, MOST_LINE)
    const found = FRAME.exec(text)
    if (!found || frames.length === 20) continue
    const cell = decode(found[3]!)
    const at = cells.get(cell)?.place({ line: Number(found[4]), column: Math.max(1, Number(found[5])) })
    if (!at) continue
    const name = (found[1] ?? found[2] ?? '').replace(/__$/, '').slice(0, 100)
    frames.push({ cell, line: at.line, column: at.column, name: name === 'eval' ? '' : name })
  }
  return frames
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return text
    throw error
  }
}

function read(error: object, key: string): string {
  try {
    const value = (error as Record<string, unknown>)[key]
    return typeof value === 'string' ? value : ''
  } catch {
    // A getter of the cell's own threw; there is nothing to tell.
    return ''
  }
}

export function describeError(
  error: unknown,
  context: {
    cells: ReadonlyMap<string, Transpiled>
    words: Words
    backend: string
    around?: Surroundings
    /** Cells that waited for what failed, innermost first: they stand in no stack. */
    callers?: (error: unknown) => readonly Frame[]
  },
): KernelError {
  try {
    return describe(error, context)
  } catch {
    // What was thrown answers no question, as a proxy whose traps throw.
    return { name: 'Error', message: context.words.unreadable, stack: [] }
  }
}

function describe(error: unknown, context: Parameters<typeof describeError>[1]): KernelError {
  if (typeof error !== 'object' || error === null) {
    return { name: 'Error', message: print(error).slice(0, 4000), stack: [] }
  }
  const name = read(error, 'name').slice(0, 100) || 'Error'
  const message = (read(error, 'message') || (error instanceof Error ? '' : print(error))).slice(0, 4000)
  const frames = framesOf(read(error, 'stack'), context.cells)
  for (const caller of context.callers?.(error) ?? []) {
    const isKnown = frames.some(({ cell, line }) => cell === caller.cell && line === caller.line)
    if (!isKnown && frames.length < 20) frames.push(caller)
  }
  const first = frames[0]
  const hint =
    hintFor(name, message, context.words, context.backend, context.around) ??
    (!isTold(error) && isOfLibrary(read(error, 'stack')) ? context.words.ofLibrary : undefined)
  return {
    name,
    message,
    ...(first && { at: { line: first.line, column: first.column } }),
    ...(hint !== undefined && { hint: hint.slice(0, 1000) }),
    stack: frames.map(({ cell, line, name: of }) => ({ cell, line, name: of })),
  }
}

export function describeProblem(problem: Problem, words: Words, source: string): KernelError {
  const base = { name: 'SyntaxError', stack: [] }
  switch (problem.kind) {
    case 'syntax': {
      const cause = diagnose(source, problem.at)
      const at = cause?.at ?? problem.at
      const message =
        words.locale === 'en'
          ? problem.message
          : (parserText(problem.message) ?? words.unknownSyntax(problem.message))
      return { ...base, message, ...(at && { at }), ...(cause && { hint: cause[words.locale] }) }
    }
    case 'import':
      return { ...base, name: 'ImportError', message: words.refused.import(problem.module), at: problem.at }
    case 'dynamic-import':
      return { ...base, name: 'ImportError', message: words.refused.dynamicImport, at: problem.at }
    case 'export':
      return { ...base, message: words.refused.export, at: problem.at }
    case 'too-long':
      return { ...base, message: words.refused.tooLong }
    default:
      return problem satisfies never
  }
}

/** Messages of TF.js 4.22 and of three engines. Each rule is held by a test that provokes the real error. */
export function hintFor(
  name: string,
  message: string,
  words: Words,
  backend: string,
  around?: Surroundings,
): string | undefined {
  const { hint } = words
  const rules: [RegExp, (found: RegExpExecArray) => string][] = [
    [
      /expected (\S+) to have shape (\[[^\]]*\]|[\d,]+),? but got array with shape (\[[^\]]*\]|[\d,]+)/,
      ([, layer, wanted, given]) =>
        hint.layerShape(shape(given), shape(wanted), layer?.replace(/_input$/, '')),
    ],
    [
      /Input \d+ is incompatible with layer (\S+): expected axis (-?\d+) of input shape to have value (\d+) but got shape ([\d,null[\]]+)/,
      ([, layer, axis, value, given]) => hint.layerShape(shape(given), `shape[${axis}] = ${value}`, layer),
    ],
    [
      /Input \d+ is incompatible with layer (\S+): expected (?:min_)?ndim=(\d+), found ndim=(\d+)/,
      ([, layer, wanted, given]) => hint.layerShape(`${given}D`, `${wanted}D`, layer),
    ],
    [
      /target expected .* shape \[[\d,]*\] \(i\.e\.,\s?tensor shape \[\*?,?([\d,]*)\]\) .* each with shape \[([\d,]*)\]/,
      ([, wanted, given]) => hint.target(shape(given), shape(wanted)),
    ],
    [
      /same number of samples as target Tensors\. Found (\d+) input sample\(s\) and (\d+) target/,
      ([, inputs, targets]) => hint.samples(inputs!, targets!),
    ],
    [
      /^Size\((\d+)\) must match the product of shape ([\d,]+)/,
      ([, have, wanted]) => hint.size(have!, shape(wanted)),
    ],
    [/Expected to see \d+ Tensor\(s\), but instead got/, () => hint.inputNames],
    [
      /in matMul: inner shapes .* of Tensors with shapes ([\d,]+) and ([\d,]+)/,
      ([, left, right]) => hint.matMul(shape(left), shape(right)),
    ],
    [
      /Operands could not be broadcast together with shapes ([\d,]*) and ([\d,]*)/,
      ([, left, right]) => hint.shapes(shape(left), shape(right)),
    ],
    [/Shapes ([\d,]*) and ([\d,]*) must match/, ([, left, right]) => hint.shapes(shape(left), shape(right))],
    [/Tensor is disposed|is already disposed|LayersModel .* disposed/, () => hint.disposed],
    [/but got 'Promise'|\[object Promise\]|got Promise\b/, () => hint.promise],
    [/needs to be compiled before|must compile a model before|not compiled/i, () => hint.notCompiled],
    [
      /Kernel '(\w+)' not registered for backend '(\w+)'/,
      ([, kernel, on]) => hint.kernel(kernel!, on ?? backend),
    ],
    [
      /allocation failed|out of memory|memory access out of bounds|Array buffer allocation|device (was|is) lost|createBuffer/i,
      () => hint.memory,
    ],
    [/Maximum call stack size exceeded|too much recursion/, () => hint.stack],
  ]
  for (const [pattern, explain] of rules) {
    const found = pattern.exec(message)
    if (found) return explain(found)
  }
  // What a Promise lacks a tensor has: `const x = t.data(); x.slice(…)`.
  if (name === 'TypeError' && /is a Promise/.test(message)) return hint.promise
  const said = unknownChoice(message) ?? ruleFor(message)?.said ?? nameRule(name, message, around)
  if (said) return said[words.locale]
  const missing = MISSING.exec(message)
  return name === 'ReferenceError' && missing ? hint.undefinedName((missing[1] ?? missing[2])!) : undefined
}

const MISSING = /^([\p{ID_Start}$_][\p{ID_Continue}$]*) is not defined|^Can't find variable: (\S+)/u

/** What a cell throws itself has the cell as its first frame. */
function isOfLibrary(stack: string): boolean {
  const lines = stack.slice(0, MOST_STACK).split('\n')
  const first = lines.find((line) => /^\s+at |@/.test(line.slice(0, MOST_LINE)))
  return first !== undefined && !first.includes('cell:') && stack.includes('cell:')
}
