/** Files of an author who means ill, or slips: whatever they hold, the gate says what is wrong and goes on. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Attack, findings } from './attack'

const root = join(import.meta.dirname, '..')
const LESSON = 'content/stages/01-foundations/01-the-model/square'

/** By the file of the lesson that is replaced. */
const hostile = (): Record<string, string> => ({
  'zh.mdx of emphasis': '**a*'.repeat(30_000),
  'zh.mdx of quotes': '>'.repeat(100_000),
  'zh.mdx of brackets': '['.repeat(100_000),
  'zh.mdx of formulas': '$\\frac{'.repeat(10_000),
  'zh.mdx of tags': '<Hint for="a">'.repeat(8_000),
  'zh.mdx of expressions': '{process.exit(1)}',
  'zh.mdx of imports': "import fs from 'node:fs'\n\nexport const a = fs.readFileSync('/etc/passwd')\n",
  'zh.mdx of a script':
    '<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n\n[a](javascript:alert(1))',
  'zh.mdx of a head that is code': '---js\nprocess.exit(1)\n---\n',
  'zh.mdx of anchors': `---\na: &a [x]\nb: [*a, *a]\n---\n`,
  'quiz.quiz.yaml of numbers':
    'questions:\n  - id: a\n    type: numeric\n    vary: { a: { from: 0, to: 300000000 } }\n    ask: { zh: 甲, en: a }\n    explain: { zh: 甲, en: a }\n    hint: { zh: 甲, en: a }\n    answer: a\n    tolerance: 0\n',
  'quiz.quiz.yaml of lists': '['.repeat(60_000),
  'quiz.quiz.yaml of code': '!!js/function "function () { process.exit(1) }"',
  'drawing.svg of entities':
    '<!DOCTYPE svg [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><svg viewBox="0 0 1 1">&b;</svg>',
  'drawing.svg of a script': '<svg viewBox="0 0 1 1"><script>alert(1)</script><a href="javascript:1"/></svg>',
})

/** The course with one file of its first lesson replaced, in a folder of its own. */
function courseWith(name: string, text: string, into: string): string {
  const place = mkdtempSync(join(into, 'course-'))
  mkdirSync(join(place, 'dist'))
  mkdirSync(join(place, 'content'))
  cpSync(join(root, 'lib/content/fixtures/course'), join(place, 'content/stages'), { recursive: true })
  symlinkSync(join(root, 'content/messages'), join(place, 'content/messages'))
  writeFileSync(join(place, LESSON, name.split(' ')[0]!), text)
  return place
}

const gate: Attack = {
  id: 'N8',
  name: 'lessons, quizzes and figures that are made to cost, to run or to break the gate',
  on: 'own',
  seconds: 180,
  async run() {
    const found = findings()
    const folder = mkdtempSync(join(tmpdir(), 'zhucai-attack-content-'))
    try {
      let rest = Object.entries(hostile()).map(([name, text]) => [name, courseWith(name, text, folder)])
      while (rest.length > 0) {
        const places = rest.map(([, place]) => place!)
        const words = ['--max-old-space-size=1024', '--conditions=react-server', '--import', 'tsx']
        const { status, signal, stdout, stderr } = spawnSync(
          process.execPath,
          [...words, 'attack/gate.ts', ...places],
          { cwd: root, encoding: 'utf8', timeout: 120_000 },
        )
        const lines = stdout.split('\n').filter(Boolean)
        // The lesson beside it is none of the author’s.
        lines.forEach((line, index) =>
          found.expect(
            /^refused: [1-9]/.test(line) && line.endsWith('built: double'),
            `${rest[index]![0]}: ${line}`,
          ),
        )
        if (lines.length === rest.length && status === 0) break
        found.add(`${rest[lines.length]?.[0]}: ${signal ?? `code ${status}`} ${stderr.trim().slice(0, 120)}`)
        rest = rest.slice(lines.length + 1)
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
    return found.outcome()
  },
}

export const content: Attack[] = [gate]
