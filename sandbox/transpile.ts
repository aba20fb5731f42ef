/**
 * A cell's TypeScript to a script that the worker can evaluate. Types go (sucrase keeps every line where it was), the
 * rest is parsed (acorn gives true syntax errors) and a few words are changed in place (magic-string adds no line):
 *
 * - top-level declarations become assignments to properties of the global object, so that cells share one scope, may
 *   be run again, and closures of an earlier cell see what a later one assigns; plain globals stay fast in loops;
 * - the value of the last expression is returned;
 * - the whole is an async function, so `await` works anywhere;
 * - each `await`, and each call whose result is let go, passes through the kernel (`work.ts`): what goes on later still
 *   belongs to the run that began it.
 *
 * With `own` the declarations stay where they are: a check sees what the cells share, has names of its own, and finds
 * its tools under the names given, whatever the cells call theirs.
 *
 * Pure: nothing here runs the code.
 */
import { parse, type Node } from 'acorn'
import MagicString from 'magic-string'
import { transform } from 'sucrase'
import { typedColumn } from './columns'
import { children, type Any, boundNames, isFunction } from './syntax'

export type Place = { line: number; column: number }

export type Problem =
  | { kind: 'syntax'; message: string; at?: Place }
  | { kind: 'import'; module: string; at: Place }
  | { kind: 'dynamic-import'; at: Place }
  | { kind: 'export'; at: Place }
  | { kind: 'too-long' }

export type Transpiled = {
  /** A script whose completion value is a function: takes the kernel's `Passage`, then `own`; gives a promise. */
  code: string
  /** Names shared with other cells: `let`, `const`, `class` throw until assigned, `var` and functions do not. */
  lexical: string[]
  hoisted: string[]
  /** The parameters that the script's function takes after the kernel's. */
  own: readonly string[]
  /** The typed place of a 1-based place in `code`; undefined for what was added after the last line. */
  place(at: Place): Place | undefined
}

export type TranspileResult = { ok: true; cell: Transpiled } | { ok: false; problem: Problem }

export const LONGEST_CELL = 200_000
const LIBRARY = /^@tensorflow\/tfjs(-core|-layers)?$/

export function transpile(source: string, url: string, own?: readonly string[]): TranspileResult {
  if (source.length > LONGEST_CELL) return { ok: false, problem: { kind: 'too-long' } }
  const typed = source.split('\n')
  let plain: string
  try {
    plain = transform(source, {
      transforms: ['typescript'],
      disableESTransforms: true,
      keepUnusedImports: true,
    }).code
  } catch (error) {
    return { ok: false, problem: syntaxProblem(error) }
  }
  const lines = plain.split('\n')
  const untyped = (line: number, column: number): Place => ({
    line,
    column: typedColumn(typed[line - 1] ?? '', lines[line - 1] ?? '', column) + 1,
  })
  let program: Any
  try {
    program = parse(plain, {
      ecmaVersion: 'latest',
      // A cell becomes the body of a function, where no first line is a shebang.
      allowHashBang: false,
      sourceType: 'module',
      allowAwaitOutsideFunction: true,
      locations: true,
    }) as Node as Any
  } catch (error) {
    const problem = syntaxProblem(error)
    if (problem.kind === 'syntax' && problem.at) problem.at = untyped(problem.at.line, problem.at.column - 1)
    return { ok: false, problem }
  }
  const start = (node: Any) => untyped(node.loc.start.line, node.loc.start.column)
  const text = new MagicString(plain)
  const lexical: string[] = []
  const hoisted: string[] = []
  const before: string[] = []
  /** A name that the source cannot mean. */
  const unused = (name: string): string => (plain.includes(name) ? unused(`${name}_`) : name)
  const kernel = unused('kernel__')

  /** `const a = 1, { b } = c` → `void (a = 1, { b } = c);` — `void` keeps the line before from running into it. */
  const assignments = (node: Any) => {
    text.overwrite(node.start, node.start + node.kind.length, 'void (')
    for (const declarator of node.declarations as Any[]) {
      if (!declarator.init && (node.kind !== 'var' || isEnum(node)))
        text.appendLeft(declarator.end, ' = void 0')
    }
    text.appendLeft((node.declarations as Any[]).at(-1)!.end, ')')
    text.appendLeft(node.end, ';')
  }
  /** What sucrase makes of `enum M`: `var M; (function (M) {…})(…)`. A second run must start from an empty one. */
  const isEnum = (node: Any) => {
    const next = (program.body as Any[])[(program.body as Any[]).indexOf(node) + 1]
    const name = node.declarations[0].id.name
    return next?.type === 'ExpressionStatement' && next.expression.callee?.params?.[0]?.name === name
  }
  const names = (node: Any) => (node.declarations as Any[]).flatMap((declarator) => boundNames(declarator.id))

  const declare = (node: Any): Problem | undefined => {
    if (own && /^(Variable|Function|Class)Declaration$/.test(node.type)) return undefined
    switch (node.type) {
      case 'VariableDeclaration':
        if (node.kind === 'let' || node.kind === 'const') {
          lexical.push(...names(node))
          assignments(node)
        }
        return undefined
      case 'FunctionDeclaration': {
        const name: string = node.id.name
        const local = unused(`${name}__`)
        hoisted.push(name)
        text.overwrite(node.id.start, node.id.end, local)
        before.push(`${name}=${kernel}.named(${local},${JSON.stringify(name)});`)
        return undefined
      }
      case 'ClassDeclaration':
        lexical.push(node.id.name)
        text.appendRight(node.start, `void (${node.id.name} = `)
        text.appendLeft(node.end, ');')
        return undefined
      case 'ImportDeclaration': {
        if (!LIBRARY.test(node.source.value)) {
          return { kind: 'import', module: String(node.source.value).slice(0, 100), at: start(node) }
        }
        const given = (node.specifiers as Any[])
          .map((specifier) => {
            const local: string = specifier.local.name
            const made = own ? `const ${local}` : local
            if (specifier.type !== 'ImportSpecifier') return local === 'tf' ? '' : `${made} = tf;`
            const imported = specifier.imported.name ?? specifier.imported.value
            return `${made} = tf[${JSON.stringify(imported)}];`
          })
          .join('')
        for (const specifier of node.specifiers as Any[]) {
          if (specifier.type === 'ImportSpecifier' || specifier.local.name !== 'tf')
            hoisted.push(specifier.local.name)
        }
        before.push(given)
        blank(node)
        return undefined
      }
      case 'ExportNamedDeclaration':
        if (node.source)
          return { kind: 'import', module: String(node.source.value).slice(0, 100), at: start(node) }
        if (!node.declaration) {
          blank(node)
          return undefined
        }
        text.remove(node.start, node.declaration.start)
        return declare(node.declaration)
      case 'ExportAllDeclaration':
        return { kind: 'import', module: String(node.source.value).slice(0, 100), at: start(node) }
      case 'ExportDefaultDeclaration':
        return { kind: 'export', at: start(node) }
      default:
        return undefined
    }
  }
  /** Removes a statement and keeps its line breaks. */
  const blank = (node: Any) => {
    text.overwrite(node.start, node.end, `;${plain.slice(node.start, node.end).replace(/[^\n]/g, '')}`)
  }

  /** Each item is unpacked in the body, which begins after an `await` that has no word of its own. */
  const eachOf = (node: Any, inFunction: boolean, name: string) => {
    const { left, right, body } = node as unknown as { left: Any; right: Any; body: Any }
    const item = unused('item__')
    const isShared = left.type === 'VariableDeclaration' && left.kind === 'var' && !inFunction && !own
    const target = isShared ? (left.declarations as Any[])[0]!.id : left
    const pattern = plain.slice(target.start, target.end)
    const unpack = `${kernel}.back(${item})`
    const assign =
      left.type === 'VariableDeclaration' && !isShared
        ? `${pattern} = ${unpack}`
        : `void (${pattern} = ${unpack})`
    text.overwrite(left.start, left.end, `const ${item}${pattern.replace(/[^\n]/g, '')}`)
    text.prependRight(right.start, `${kernel}.each(`)
    text.prependLeft(right.end, `${pass(node, name)})`)
    text.prependRight(body.start, `{${assign.replaceAll('\n', ' ')};`)
    text.appendLeft(body.end, '}')
  }

  for (const node of program.body as Any[]) {
    const problem = declare(node)
    if (problem) return { ok: false, problem }
  }
  const pass = (node: Any, name: string) => {
    const { line, column } = start(node)
    return `,${line},${column},${JSON.stringify(name)}`
  }
  const last = (program.body as Any[]).at(-1)
  const pending: { node: Any; inFunction: boolean; name: string; parent?: Any }[] = [
    { node: program, inFunction: false, name: '' },
  ]
  while (pending.length > 0) {
    const { node, inFunction, name, parent } = pending.pop()!
    if (node.type === 'AwaitExpression') {
      text.overwrite(node.start, node.start + 5, `${kernel}.back(await ${kernel}.leave(`)
      text.prependLeft(node.end, `${pass(node, name)}))`)
    }
    if (node.type === 'ForOfStatement' && node.await) eachOf(node, inFunction, name)
    if (node.type === 'ExpressionStatement' && node !== last && isCall(node.expression)) {
      text.appendRight(node.start, `${kernel}.float(`)
      text.prependLeft(closing(plain, node), `${pass(node, name)})`)
    }
    if (node.type === 'ImportExpression')
      return { ok: false, problem: { kind: 'dynamic-import', at: start(node) } }
    if (node.type === 'MetaProperty' && node.meta.name === 'import') {
      return { ok: false, problem: { kind: 'dynamic-import', at: start(node) } }
    }
    if (node.type === 'VariableDeclaration' && node.kind === 'var' && !inFunction && !own) {
      hoisted.push(...names(node))
      if (parent?.type === 'ForOfStatement' && parent.await) continue
      if (parent?.type.startsWith('For')) text.remove(node.start, (node.declarations as Any[])[0]!.start)
      else assignments(node)
    }
    const inside = inFunction || isFunction(node) || node.type === 'StaticBlock'
    const within = isFunction(node) ? nameOf(node, parent) : name
    for (const child of children(node)) {
      pending.push({ node: child, inFunction: inside, name: within, parent: node })
    }
  }
  if (last?.type === 'ExpressionStatement') {
    text.appendRight(last.start, 'return (')
    text.appendLeft(last.expression.end < last.end ? closing(plain, last) : last.end, ')')
  }
  text.prepend(
    `(function (${[kernel, ...(own ?? [])].join(',')}) {return (async function () {"use strict";${before.join('')}`,
  )
  text.append(`\n})()})\n//# sourceURL=${url}`)

  let mappings: number[][][] | undefined
  const place = (at: Place): Place | undefined => {
    if (at.line > typed.length) return undefined
    mappings ??= text.generateDecodedMap({ hires: true }).mappings as number[][][]
    const segment = mappings[at.line - 1]?.filter((each) => each[0]! <= at.column - 1).at(-1)
    return untyped(at.line, segment?.[3] ?? 0)
  }
  return { ok: true, cell: { code: text.toString(), lexical, hoisted, own: own ?? [], place } }
}

const isCall = (node: Any) =>
  node.type === 'CallExpression' ||
  (node.type === 'ChainExpression' && node.expression.type === 'CallExpression')

/** As the engine would call it in a stack. */
function nameOf(node: Any, parent: Any | undefined): string {
  const named: unknown =
    node.id?.name ?? (parent?.type === 'VariableDeclarator' ? parent.id.name : parent?.key?.name)
  return typeof named === 'string' ? named : ''
}

/** The end of an expression statement without its semicolon; a parenthesis after the expression belongs to it. */
function closing(plain: string, statement: Any): number {
  return plain[statement.end - 1] === ';' ? statement.end - 1 : statement.end
}

/** Both parsers end their message with `(line:column)`; acorn counts columns from 0 and says so in `loc`. */
function syntaxProblem(error: unknown): Problem {
  if (error instanceof RangeError) return { kind: 'too-long' }
  if (!(error instanceof Error)) throw error
  const told = /\((\d+):(\d+)\)\s*$/.exec(error.message)
  const message = error.message
    .replace(/\s*\(\d+:\d+\)\s*$/, '')
    .replace(/^Error transforming [^:]*: /, '')
    .slice(0, 500)
  const loc = (error as { loc?: { line: number; column: number } }).loc
  if (loc) {
    const column = 'pos' in error && 'raisedAt' in error ? loc.column + 1 : loc.column
    return { kind: 'syntax', message, at: { line: loc.line, column: Math.max(1, column) } }
  }
  if (told)
    return { kind: 'syntax', message, at: { line: Number(told[1]), column: Math.max(1, Number(told[2])) } }
  return { kind: 'syntax', message }
}
