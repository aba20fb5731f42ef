/**
 * Types of a lesson's code, by the declarations and rules that the editor uses. A lesson in one language becomes one
 * module: all cells in order, solved where there is a solution, each check in a function of its own after its cell.
 * Each starter becomes a module too, after the solved cells before it. All lessons are one program, because loading
 * TF.js's declarations takes longer than checking what uses them.
 */
import { isDeepStrictEqual } from 'node:util'
import ts from 'typescript'
import { AMBIENT } from '../components/editor/ambient'
import type { Refusal } from '../lib/content/refusals'
import { type CodeFence, readFences } from './content-fences'
import { saidOf } from './typescript-zh'

export type LessonText = {
  /** For refusals. */
  file: string
  text: string
  /** The text that defines the cells that this one does not repeat. */
  original?: { file: string; text: string }
}

/** What is no error in a notebook: see `components/editor/monaco.client.ts`. Two more concern modules only. */
const IGNORED = new Set([1375, 1378, 1431, 1432, 2300, 2393, 2451])

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.esnext.d.ts'],
  types: [],
  strict: true,
  noImplicitAny: false,
  skipLibCheck: true,
  noEmit: true,
  // Cells see `tf` as a global, which modules may not without this.
  allowUmdGlobalAccess: true,
}

type Origin = { file: string; line: number; indent: number }
type Module = { name: string; source: string; origins: (Origin | undefined)[] }
type Placed = CodeFence & { file: string }

function createModule(name: string) {
  const lines: string[] = []
  const origins: (Origin | undefined)[] = []
  const add = (line: string, origin?: Origin) => {
    lines.push(line)
    origins.push(origin)
  }
  return {
    /** Code whose faults are not told (because another module tells them). */
    silent: (code: string) => code.split('\n').forEach((line) => add(line)),
    told: ({ code, file, line, indent }: Placed) =>
      code.split('\n').forEach((text, index) => add(text, { file, line: line + index, indent })),
    bare: (line: string) => add(line),
    end: (): Module => ({ name, source: [...lines, 'export {}'].join('\n'), origins }),
  }
}

function modulesOf({ file, text, original }: LessonText, folder: string): Module[] {
  const own = readFences(text).map((fence): Placed => ({ ...fence, file }))
  const base = original ? readFences(original.text).map((fence) => ({ ...fence, file: original.file })) : own
  const choose = (role: CodeFence['role'], id: string) =>
    [...own, ...base].find((fence) => fence.role === role && fence.id === id)
  const cells = [...new Set(base.filter(({ role }) => role === 'cell').map(({ id }) => id))]
  const checks = base.filter(({ role }) => role === 'check')
  const solved = createModule(`${folder}/solved.ts`)
  const before: string[] = []
  const starters: Module[] = []
  for (const cell of cells) {
    const starter = choose('cell', cell)
    const solution = choose('solution', cell)
    const body = solution ?? starter
    if (!body) continue
    if (solution && starter) {
      const tried = createModule(`${folder}/${cell}.ts`)
      for (const code of before) tried.silent(code)
      tried.told(starter)
      starters.push(tried.end())
    }
    solved.told(body)
    before.push(body.code)
    for (const { id } of checks.filter((check) => check.cell === cell)) {
      const check = choose('check', id)
      if (!check) continue
      // A function of its own: what it narrows and declares stays inside.
      solved.bare('void (async () => {')
      solved.told(check)
      solved.bare('})')
    }
  }
  return [solved.end(), ...starters]
}

/** @param declarations of `tf` and the stdlib, as the editor gets them */
export function checkTypes(texts: readonly LessonText[], declarations: string): Refusal[] {
  const modules = texts.flatMap((text, index) => modulesOf(text, `/cells/${index}`))
  const files = new Map(modules.map(({ name, source }) => [name, source]))
  files.set('/zhucai.d.ts', declarations)
  files.set('/ambient.d.ts', AMBIENT)
  const host = ts.createCompilerHost(OPTIONS)
  const { getSourceFile, fileExists, readFile } = host
  host.getSourceFile = (name, version) => {
    const source = files.get(name)
    return source === undefined ? getSourceFile(name, version) : ts.createSourceFile(name, source, version)
  }
  host.fileExists = (name) => files.has(name) || fileExists(name)
  host.readFile = (name) => files.get(name) ?? readFile(name)
  const program = ts.createProgram([...files.keys()], OPTIONS, host)
  return modules.flatMap((module) => faultsOf(program, module)).filter(isFirst)
}

function faultsOf(program: ts.Program, { name, origins }: Module): Refusal[] {
  const source = program.getSourceFile(name)
  if (!source) throw new Error(`${name} was not read`)
  const faults = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
  return faults.flatMap(({ code, start = 0, messageText }) => {
    const { line, character } = source.getLineAndCharacterOfPosition(start)
    const origin = origins[line]
    if (!origin || IGNORED.has(code)) return []
    const { zh, en } = saidOf(messageText, code)
    const reason = { zh: `${zh.slice(0, 300)}（TS${code}）`, en: `${en.slice(0, 300)} (TS${code})` }
    const column = character + origin.indent + 1
    return { file: origin.file, line: origin.line, column, code: 'code-types', params: { reason } }
  })
}

/** A cell that a translation takes over is checked with both texts. */
const isFirst = (fault: Refusal, index: number, all: Refusal[]) =>
  all.findIndex(
    ({ file, line, column, params }) =>
      file === fault.file &&
      line === fault.line &&
      column === fault.column &&
      isDeepStrictEqual(params, fault.params),
  ) === index
