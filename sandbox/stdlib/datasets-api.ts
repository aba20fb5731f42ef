/** The data sets a cell may ask for. The comments are shown in the editor while typing. */
import type { Tensor, Tensor1D, Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core'

/** Takes only the first examples of a split; leave a split out to get all of it. */
export interface Take {
  train?: number
  test?: number
}

/** 数据与标签，一一对应。 Pictures and their labels, in the same order. */
export interface ImageSplit<Images extends Tensor = Tensor3D> {
  /** float32, 0 … 255 */
  images: Images
  /** int32, 0 … 9 */
  labels: Tensor1D
}

export interface PointSplit {
  /** [n, 2], float32 */
  points: Tensor2D
  /** int32, 0 或 1（or 1） */
  labels: Tensor1D
}

/** 一张表：列名，和每行的值。 A table: names of columns, and the values of each row. */
export interface Table<Row> {
  columns: string[]
  rows: Row[]
}

export interface House {
  [column: string]: number
  /** 居住面积，平方米。 Living area, m². */
  area: number
  /** 地下室，平方米，没有为 0。 Basement, m², 0 without one. */
  basement: number
  /** 车库，平方米，没有为 0。 Garage, m², 0 without one. */
  garage: number
  /** 地块，平方米。 Lot, m². */
  lot: number
  /** 房间数。 Rooms. */
  rooms: number
  /** 卫生间数，可以有半个。 Bathrooms; there are halves. */
  baths: number
  /** 建成年份。 Year built. */
  built: number
  /** 成交年份。 Year sold. */
  sold: number
  /** 成交价，美元。 Price in US dollars. */
  price: number
}

export interface Penguin {
  [column: string]: number | string | null
  species: string
  island: string
  /** 毫米；缺失为 null。 Millimetres; null where missing. */
  beakLength: number | null
  beakDepth: number | null
  flipperLength: number | null
  /** 克。 Grams. */
  bodyMass: number | null
  sex: string | null
}

export interface Sentence {
  text: string
  /** 1 好，0 坏。 1 good, 0 bad. */
  label: number
}

export interface Sentiment {
  train: Sentence[]
  test: Sentence[]
  /** 编号 → 字；0 是填充，1 是没见过的字。 Id → character; 0 fills up, 1 is any unknown one. */
  vocabulary: string[]
  /** 一句话的 24 个编号，短的补 0，长的截断。 The 24 ids of a text, filled up with 0 or cut. */
  encode(text: string): number[]
}

export interface Poem {
  title: string
  author: string
  /** 四句，不带标点。 Four lines without punctuation. */
  lines: string[]
}

export interface Datasets {
  /**
   * MNIST：28 × 28 的手写数字，训练 60 000 张，测试 8 000 张（另有留给服务器评分的数据）。
   * Handwritten digits of 28 × 28: 60 000 to train on and 8 000 to test on. The server scores on others.
   *
   * @example
   * const { train, test } = await datasets.mnist()
   * train.images.shape // [60000, 28, 28], float32, 0 … 255
   * train.labels.shape // [60000], int32
   */
  mnist(take?: Take): Promise<{ train: ImageSplit; test: ImageSplit }>
  /**
   * Fashion-MNIST：28 × 28 的服饰，十类，张数与 MNIST 相同。
   * Clothing of 28 × 28 in ten classes, as many pictures as MNIST.
   */
  fashion(take?: Take): Promise<{ train: ImageSplit; test: ImageSplit }>
  /**
   * CIFAR-10：32 × 32 的彩色照片，十类，训练 50 000 张，测试 8 000 张。只下载要用的部分。
   * Colour photographs of 32 × 32 in ten classes: 50 000 to train on, 8 000 to test on. Only what is taken is loaded.
   *
   * @example
   * const { train, test } = await datasets.cifar10({ train: 10000, test: 2000 })
   * train.images.shape // [10000, 32, 32, 3], float32, 0 … 255
   */
  cifar10(take?: Take): Promise<{ train: ImageSplit<Tensor4D>; test: ImageSplit<Tensor4D> }>
  /**
   * 2 930 笔房屋交易，每行八个特征和成交价 `price`（美元）。
   * 2 930 sales of houses, eight features and the `price` in US dollars in each row.
   */
  housing(): Promise<Table<House>>
  /**
   * 344 只企鹅，带真实的缺失值（`null`）。 344 penguins with their real missing values (`null`).
   */
  penguins(): Promise<Table<Penguin>>
  /**
   * 平面上两弯月牙，一成标签是错的：训练 1 000 点，测试 200 点。
   * Two moons in the plane with a tenth of the labels wrong: 1 000 points to train on, 200 to test on.
   */
  moons(): Promise<{ train: PointSplit; test: PointSplit }>
  /**
   * 中文短句和它们的情感（1 好，0 坏）。 Short Chinese sentences and their mood (1 good, 0 bad).
   *
   * @example
   * const { train, encode } = await datasets.sentiment()
   * encode(train[0].text) // 24 个编号 ids
   */
  sentiment(): Promise<Sentiment>
  /** 3 000 首唐人绝句。 3 000 quatrains of the Tang. */
  poems(): Promise<Poem[]>
}
