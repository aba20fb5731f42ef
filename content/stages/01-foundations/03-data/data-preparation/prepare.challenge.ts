import { challenge } from '@/lib/checks/challenge'

type Row = Record<string, number | string | null>
type Prepared = { train: number[][]; test: number[][] }

function median(values: number[]): number {
  if (values.length === 0) return 0
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** @param learn the rows from which statistics and categories are taken: the training rows, if nothing leaks */
function prepare(
  train: Row[],
  test: Row[],
  numeric: string[],
  categorical: string[],
  learn = train,
): Prepared {
  const columns: ((row: Row) => number[])[] = []
  for (const name of numeric) {
    const present = learn.map((row) => row[name]).filter((value) => typeof value === 'number')
    const fill = median(present)
    const filled = (row: Row) => (typeof row[name] === 'number' ? row[name] : fill)
    const values = learn.map(filled)
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
    columns.push((row) => [spread === 0 ? 0 : (filled(row) - mean) / spread])
  }
  for (const name of categorical) {
    const known = [...new Set(learn.map((row) => row[name]))].filter((value) => value !== null).toSorted()
    columns.push((row) => known.map((category) => (row[name] === category ? 1 : 0)))
  }
  const transform = (rows: Row[]) => rows.map((row) => columns.flatMap((column) => column(row)))
  return { train: transform(train), test: transform(test) }
}

const same = (a: unknown, b: number[][]) =>
  Array.isArray(a) &&
  a.length === b.length &&
  a.flat().length === b.flat().length &&
  a.flat().every((value, i) => Math.abs(Number(value) - b.flat()[i]!) < 1e-6)

export default challenge({
  cases: (random) => {
    // Small whole numbers, so that a spread of zero is exactly zero.
    const row = (shift = 0, gaps = 0): Row => ({
      size: random.uniform(0, 1) < gaps ? null : random.int(10, 60) + shift,
      weight: random.uniform(0, 1) < gaps ? null : random.int(100, 900) + 10 * shift,
      colour: random.uniform(0, 1) < gaps ? null : random.pick(['red', 'green', 'blue', 'white']),
    })
    const rows = (count: number, shift = 0, gaps = 0) => Array.from({ length: count }, () => row(shift, gaps))
    const [numeric, categorical] = [['size', 'weight'], ['colour']]
    const constant = random.int(3, 9)
    return [
      { args: [rows(9), rows(4), numeric, categorical], says: { zh: '什么都不缺', en: 'nothing missing' } },
      {
        args: [rows(9, 0, 0.3), rows(5, 0, 0.3), numeric, categorical],
        says: { zh: '两份都有缺失', en: 'missing values in both' },
      },
      {
        args: [rows(8), rows(6, 200), numeric, categorical],
        says: { zh: '测试集的平均数远得多', en: 'a test set with a far larger mean' },
      },
      {
        args: [
          rows(6),
          rows(3).map((each) => ({ ...each, colour: random.pick(['black', 'pink']) })),
          [],
          categorical,
        ],
        says: { zh: '测试集里是没见过的类别', en: 'categories never seen in training' },
      },
      {
        args: [
          rows(5).map((each) => ({ ...each, size: constant })),
          rows(3).map((each) => ({ ...each, size: constant + 1 })),
          numeric,
          [],
        ],
        says: { zh: '有一列在训练集里不变', en: 'a column that does not vary in training' },
      },
      {
        args: [
          [{ size: 2 }, { size: 4 }, { size: 4 + 2 * random.int(1, 9) }, { size: 40 }, { size: null }],
          rows(2),
          ['size'],
          [],
        ],
        says: { zh: '偶数个数的中位数', en: 'the median of an even count' },
      },
      {
        args: [rows(1), rows(2), numeric, categorical],
        says: { zh: '训练集只有一行', en: 'a single training row' },
      },
    ]
  },
  answer: (train: Row[], test: Row[], numeric: string[], categorical: string[]): Prepared =>
    prepare(train, test, numeric, categorical),
  tolerance: { absolute: 1e-4, relative: 1e-3 },
  hint: (
    [train, test, numeric, categorical]: [Row[], Row[], string[], string[]],
    expected: Prepared,
    actual,
  ) => {
    const found = actual as Partial<Prepared> | null
    const leaked = prepare(train, test, numeric, categorical, [...train, ...test])
    if (same(found?.train, leaked.train) && !same(found?.train, expected.train)) {
      return {
        zh: '统计量像是用训练和测试合在一起算的：这就是泄漏，只能用训练集。',
        en: 'Statistics seem to come from training and test together: that is a leak. Use the training set only.',
      }
    }
    if (same(found?.train, expected.train)) {
      return {
        zh: '训练的部分对了，测试的部分不对：它要用训练集的中位数、平均数、标准差和类别。',
        en: 'The training part is right, the test part is not: it needs the median, mean, spread and categories of training.',
      }
    }
    const values = Array.isArray(found?.train) ? found.train.flat() : []
    if (values.some((value) => Number.isNaN(value))) {
      return {
        zh: '有 NaN：标准差为 0 的列要全变成 0。',
        en: 'There is a NaN: a column with no spread becomes all zeros.',
      }
    }
    return undefined
  },
})
