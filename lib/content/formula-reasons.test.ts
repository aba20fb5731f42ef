import { describe, expect, it } from 'vitest'
import { readFormula } from './formula'

/** Slips of people who write formulas, and a word that the reason must have. */
const SLIPS: [formula: string, zh: string][] = [
  [String.raw`\frac{a}{b`, '还缺 }'],
  [String.raw`\sofmax(x)`, String.raw`\sofmax`],
  ['a}', '}'],
  ['x^2^3', '上标'],
  ['x_1_2', '下标'],
  [String.raw`\left( x`, String.raw`\right`],
  [String.raw`x \right)`, 'right'],
  [String.raw`\left x \right)`, 'x'],
  [String.raw`\begin{matrix} a & b`, String.raw`\end`],
  [String.raw`\begin{matirx} a \end{matirx}`, 'matirx'],
  [String.raw`\begin{matrix} a \end{pmatrix}`, 'pmatrix'],
  [String.raw`\begin{array}{z} a \end{array}`, 'z'],
  [String.raw`\frac`, '没有写完'],
  [String.raw`x^`, '^'],
  [String.raw`\sqrt[3`, ']'],
  [String.raw`\text{a \frac{b}{c}}`, String.raw`\frac`],
  [String.raw`x \limits_1`, String.raw`\limits`],
  [String.raw`a \over b \over c`, String.raw`\over`],
  [String.raw`\color{nocolour!} x`, '颜色'],
  [String.raw`\kern 3zz x`, 'zz'],
  [String.raw`\hline`, String.raw`\hline`],
  [String.raw`\middle| x`, String.raw`\middle`],
  [String.raw`\begin{aligned} a & b & c \\ \end{aligned} \tag{1} \tag{2}`, String.raw`\tag`],
  [String.raw`\def\a{\a\a}\a`, '宏'],
  [String.raw`\big x`, 'x'],
  [String.raw`\verb|x`, String.raw`\verb`],
  ['a # b', '#'],
  ['a & b', '&'],
]

describe('what is wrong with a formula', () => {
  it.for(SLIPS)('%s is told in Chinese', ([formula, zh]) => {
    const outcome = readFormula(formula, true)
    if (outcome.ok) throw new Error('it parses')
    const { reason } = outcome.fault.params as { reason: { zh: string; en: string } }
    expect(reason.zh).toContain(zh)
    expect(reason.zh).toMatch(/\p{Script=Han}/u)
    expect(reason.zh).not.toContain('KaTeX')
    expect(reason.en).not.toMatch(/\p{Script=Han}/u)
  })
})
