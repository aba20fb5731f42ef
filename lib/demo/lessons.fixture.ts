/** Two lessons of two stages for tests that need people with a history. */
import type { Lesson } from '../curriculum/lesson'
import type { DemoLesson } from './history'

function lesson(id: string, stage: Lesson['stage'], order: number, zh: string, en: string): Lesson {
  return {
    id,
    stage,
    module: 'projects',
    order,
    version: 1,
    minutes: 60,
    skills: { modelling: 2 },
    requires: [],
    datasets: [],
    checks: [
      {
        id: 'accuracy',
        kind: 'model',
        variable: 'model',
        input: [784],
        layers: [{ type: 'dense', units: 10, activation: 'softmax', useBias: true }],
        dataset: 'mnist',
        metric: 'accuracy',
        pass: 0.97,
        leaderboard: false,
      },
    ],
    formerly: [],
    text: {
      zh: { title: zh, summary: zh, objectives: [zh] },
      en: { title: en, summary: en, objectives: [en] },
    },
  }
}

const cells = [
  {
    id: 'data',
    starter: 'const data = ',
    solution: "const data = await dataset('mnist')\nshow(data)",
    checks: [],
  },
  {
    id: 'model',
    starter: 'const model = tf.sequential()',
    solution: `const model = tf.sequential()
model.add(tf.layers.dense({ inputShape: [784], units: 128, activation: 'relu' }))
model.add(tf.layers.dense({ units: 10, activation: 'softmax' }))
model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'] })`,
    checks: ['shape'],
  },
  {
    id: 'train',
    starter: '',
    solution: 'await model.fit(data.xs, data.ys, { epochs: 5, batchSize: 128 })',
    checks: [],
  },
]

export const FIXTURE_LESSONS: DemoLesson[] = [
  { lesson: lesson('first-perceptron', 'foundations', 1, '第一个感知机', 'A first perceptron'), cells },
  { lesson: lesson('mnist-mlp', 'practice', 2, '手写数字', 'Handwritten digits'), cells },
]
