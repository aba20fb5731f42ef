/**
 * What a trainee may call besides `tf`. These comments are shown in the editor while typing, so they are written for
 * the trainee; `scripts/build-kernel.ts` rolls them into the declarations of the editor.
 */
import type { Tensor, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import type { LessonShow } from './show-api'

export type { Datasets } from './datasets-api'

type Cell = string | number | boolean | null | undefined

export interface ChartOptions {
  /** 'line' when left out. */
  type?: 'line' | 'scatter' | 'bar'
  /** Positions along x; 0, 1, 2 … when left out. At most 5000. */
  x?: ArrayLike<number>
  xLabel?: string
  yLabel?: string
  caption?: string
  /** One to eight curves: `{ loss: [2.3, 1.9], accuracy: [0.1, 0.3] }`, each as long as `x`. */
  series: Record<string, ArrayLike<number>>
}

export interface ImagesOptions {
  /** The true label of each picture. */
  labels?: ArrayLike<string | number> | Tensor
  /** What a model said; pictures where it differs from the label are marked. */
  predictions?: ArrayLike<string | number> | Tensor
  caption?: string
  /** Pictures shown, 25 when left out, 256 at the most. */
  max?: number
}

export interface Show extends LessonShow {
  /**
   * 把对象数组或二维数组显示成表格。 Shows rows as a table: objects by their keys, or arrays.
   * @example show.table([{ lr: 0.1, loss: 0.31 }, { lr: 0.01, loss: 0.27 }])
   */
  table(
    rows: readonly Record<string, Cell>[] | readonly (readonly Cell[])[],
    options?: { caption?: string; columns?: string[] },
  ): void
  /** 显示张量的形状、统计和前面的值。 Shows shape, statistics and first values of a tensor. */
  tensor(tensor: Tensor, options?: { name?: string }): void
  /**
   * 显示一组小图片：[n, 高, 宽] 或 [n, 高, 宽, 1 或 3]，取值 0 … 1 或 0 … 255。
   * Shows pictures of shape [n, height, width] or [n, height, width, 1 or 3] with values 0 … 1 or 0 … 255.
   */
  images(images: Tensor3D | Tensor4D | Tensor, options?: ImagesOptions): void
  /**
   * 画折线、散点或柱状图。 Draws lines, points or bars.
   * @example show.chart({ x: epochs, series: { train: a, test: b }, xLabel: 'epoch', yLabel: 'loss' })
   */
  chart(options: ChartOptions): void
  /** 列出模型的每一层、输出形状和参数个数。 Lists the layers of a model with output shapes and parameter counts. */
  model(model: LayersModel): void
}

export interface Live {
  /**
   * 在实时曲线上加一个点，用于自己写的训练循环。 Adds a point to a live curve, for a training loop of your own.
   * @example live.point('loss', step, loss)
   */
  point(series: string, x: number, y: number): void
  /**
   * 让出一次控制权，使“停止”按钮有效；按下停止后会在这里结束。
   * Lets the page catch up, so that Stop works; when Stop was pressed, the cell ends here.
   * @example for (let step = 0; step < 1000; step++) { trainOnce(); await live.frame() }
   */
  frame(): Promise<void>
}

/** 检查一个条件，不成立时给出说明。 Fails with the message unless the condition holds. */
export type That = (condition: unknown, message?: string) => asserts condition

type Numbers = number | ArrayLike<number> | readonly Numbers[] | Tensor

/**
 * 检查数值、数组或张量是否接近（默认误差 0.001）。
 * Fails unless numbers, arrays or tensors have one shape and differ by no more than the tolerance (0.001).
 */
export type Close = (actual: Numbers, expected: Numbers, tolerance?: number) => void
