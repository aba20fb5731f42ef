/** What a lesson may show beside tables and charts. The comments are shown in the editor while typing. */
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core'

export type Numbers = ArrayLike<number> | Tensor
export type Matrix = readonly ArrayLike<number>[] | Tensor
type Point = readonly number[]

interface Captioned {
  caption?: string
}
interface Axes extends Captioned {
  xLabel?: string
  yLabel?: string
}

export interface PlotOptions extends Axes {
  /** One to six functions of a number: `{ sigmoid: (x) => 1 / (1 + Math.exp(-x)) }`. */
  functions: Record<string, (x: number) => number>
  from: number
  to: number
  /** 用虚线画出每个函数的导数（数值求导）。 Draws the derivative of each, dashed, found numerically. */
  derivatives?: boolean
  /** Points to name on the paper, 20 at the most. */
  marks?: readonly { x: number; y: number; label: string }[]
}

export interface DecisionOptions extends Axes {
  /**
   * Takes points [n, 2] and gives the probability of class 1, [n] or [n, 1], or of every class, [n, classes].
   * @example (points) => model.predict(points) as tf.Tensor
   */
  predict: (points: Tensor2D) => Tensor
  /** Pairs [x, y]. */
  points: Matrix
  /** The class of each point: 0, 1, … */
  labels: Numbers
  /** [x0, x1, y0, y1]; the points with a margin when left out. */
  range?: readonly number[]
}

export interface DescentOptions extends Axes {
  /** The loss at (x, y). */
  loss: (x: number, y: number) => number
  /** The places each optimiser went through, in order: `{ SGD: [[x, y], …], Adam: […] }`. */
  paths: Record<string, readonly Point[]>
  /** Lower left corner [x, y] of the paper. */
  from: Point
  /** Upper right corner [x, y] of the paper. */
  to: Point
}

export interface HeatmapOptions extends Captioned {
  values: Matrix
  rows?: readonly string[]
  columns?: readonly string[]
  /** 'diverging' has its middle at zero; 'sequential' when left out. */
  scale?: 'sequential' | 'diverging'
  /** Decimals written into the cells; matrices of more than 14 columns go without. */
  digits?: number
  rowLabel?: string
  columnLabel?: string
}

export interface AttentionOptions extends Captioned {
  /** [heads, queries, keys] or [queries, keys]. */
  weights: Tensor | readonly (readonly (readonly number[])[])[] | readonly (readonly number[])[]
  /** The tokens that ask; also those that are asked, unless `keys` is given. */
  tokens: readonly string[]
  keys?: readonly string[]
}

export interface ConfusionOptions extends Captioned {
  /** The true class of each example, as a number. */
  labels: Numbers
  /** The class the model chose. */
  predictions: Numbers
  classes?: readonly string[]
}

export interface RocOptions extends Captioned {
  /** 1 for a positive example, 0 for a negative one. */
  labels: Numbers
  /** Larger means "more likely positive". */
  scores: Numbers
}

type Curves = Record<string, unknown>

export interface RunsOptions extends Captioned {
  /**
   * What `fit` returned for each run, or its curves: `{ small: history, large: { loss: […], val_loss: […] } }`.
   */
  runs: Record<string, { history: Curves } | Curves>
  /** 'val_loss' when left out. */
  metric?: string
}

export interface ConvolutionOptions extends Captioned {
  /** At most 32 × 32. */
  image: Matrix
  /** At most 7 × 7. */
  kernel: Matrix
}

export interface TokensOptions extends Captioned {
  tokens: readonly string[]
  ids?: ArrayLike<number>
}

export interface LessonShow {
  /**
   * 画函数曲线。 Draws functions of one variable.
   * @example show.plot({ functions: { tanh: Math.tanh }, from: -4, to: 4, derivatives: true })
   */
  plot(options: PlotOptions): void
  /**
   * 画分类器在平面上的判断，和数据点。 Draws what a classifier says all over a plane, with the points on it.
   * @example show.decision({ predict: (p) => model.predict(p) as tf.Tensor, points, labels })
   */
  decision(options: DecisionOptions): void
  /**
   * 画损失的等高线和优化路径，可以逐步播放。 Draws contours of a loss with the paths of optimisers, step by step.
   * @example show.descent({ loss: (x, y) => x * x + 9 * y * y, paths: { SGD: path }, from: [-3, -2], to: [3, 2] })
   */
  descent(options: DescentOptions): void
  /**
   * 把矩阵画成热力图。 Draws a matrix as shades.
   * @example show.heatmap({ values: [[1, 0], [0.2, 0.8]], rows: ['a', 'b'], digits: 1 })
   */
  heatmap(options: HeatmapOptions): void
  /**
   * 画注意力权重，多个头可以切换。 Draws attention weights; heads can be switched.
   * @example show.attention({ weights, tokens: ['我', '喜欢', '编程'] })
   */
  attention(options: AttentionOptions): void
  /**
   * 混淆矩阵，边上是召回率和精确率。 Counts of true against predicted classes, with recall and precision.
   * @example show.confusion({ labels: [0, 1, 1], predictions: [0, 1, 0] })
   */
  confusion(options: ConfusionOptions): void
  /**
   * ROC 曲线、AUC 和可以拖动的阈值。 The ROC curve with its area and a threshold to move.
   * @example show.roc({ labels: [0, 1, 1, 0], scores: [0.1, 0.9, 0.4, 0.5] })
   */
  roc(options: RocOptions): void
  /**
   * 比较几次训练：一张图，一张表。 Compares training runs in one chart and one table.
   * @example show.runs({ runs: { plain: history, dropout: other }, metric: 'val_loss' })
   */
  runs(options: RunsOptions): void
  /**
   * 卷积核在图上逐格滑动：局部 × 核、求和、结果。 A window over a picture: patch × kernel, sum, result beside it.
   * @example show.convolution({ image, kernel: [[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]] })
   */
  convolution(options: ConvolutionOptions): void
  /**
   * 显示切好的词元。 Shows a text cut into tokens.
   * @example show.tokens({ tokens: ['大', '模型'], ids: [12, 845] })
   */
  tokens(options: TokensOptions): void
}
