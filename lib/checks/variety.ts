/** In how many ways a quiz can be asked at each of its places. */
import type { Question } from './quiz'

const choose = (from: number, count: number): number =>
  Array.from({ length: count }, (_, index) => (from - index) / (index + 1)).reduce((a, b) => a * b, 1)

function waysOf(question: Question): number {
  if (question.type === 'numeric') return 1
  const { parts, right, show = parts.length, type } = question
  const count = Math.min(show, parts.length)
  if (type === 'single') return right.length * choose(parts.length - right.length, count - 1)
  const all = choose(parts.length, count)
  // Without a right one among them it is not asked.
  return Math.round(type === 'order' ? all : all - choose(parts.length - right.length, count))
}

export function waysToAsk(questions: readonly Question[]): number[] {
  const ways = new Map<string, number>()
  for (const question of questions)
    ways.set(question.id, (ways.get(question.id) ?? 0) + Math.round(waysOf(question)))
  return [...ways.values()]
}
