import { describe, expect, it } from 'vitest'
import { findReach } from './formula-reach'
import { readFormula } from './formula'

const FAR = [
  String.raw`\raisebox{12em}{\text{word}}`,
  String.raw`\raisebox{3em}{\raisebox{3em}{x}}`,
  String.raw`\raisebox{-3em}{a\raisebox{-3em}{x}}`,
  String.raw`x\kern-9em y`,
  String.raw`x\hspace{-3em}\hspace{-3em}y`,
  String.raw`\def\a{\kern-1em}\a\a\a\a\a x`,
  String.raw`\mkern-90mu x`,
  String.raw`\mskip-90mu x`,
  String.raw`\hspace{12em}x`,
  String.raw`\rule[9em]{1em}{1em}`,
  String.raw`\begin{matrix}a\\[-5em]b\end{matrix}`,
  String.raw`\begin{matrix}a\\[9em]b\end{matrix}`,
  String.raw`\rlap{\text{words over the words}}`,
  String.raw`\mathllap{\text{words over the words}}`,
  String.raw`\smash{\begin{matrix}a\\b\\c\\d\end{matrix}}`,
  String.raw`\hphantom{\text{a long line of words}}x`,
]

const NEAR = [
  String.raw`a\,b\!c\quad d\;e\qquad f`,
  String.raw`\raisebox{0.5em}{x}`,
  String.raw`\mathrlap{+}{\circ}`,
  String.raw`\sum_{\mathclap{1\le i\le n}} x_i`,
  String.raw`\begin{aligned}a&=b\\[0.5em]c&=d\end{aligned}`,
  String.raw`\smash{\sqrt{x}}\vphantom{y}`,
  String.raw`\frac{\partial L}{\partial w}\bigg|_{w=0}`,
  String.raw`\rule{6em}{0.4pt}`,
]

describe('how far a formula reaches', () => {
  it.for(FAR)('%s is refused, in a line and by itself', (source) => {
    for (const display of [false, true]) {
      expect(findReach(source, display)).toBeDefined()
      expect(readFormula(source, display).ok).toBe(false)
    }
  })

  it.for(NEAR)('%s stands', (source) => {
    expect(findReach(source, true)).toBeUndefined()
    expect(readFormula(source, true).ok).toBe(true)
  })
})
