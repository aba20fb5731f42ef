/** What a cell showed, as text for a terminal. Pure; runs in the walk's page. */
import type { Output, OutputOf } from '../lib/runtime/outputs'

const WIDEST = 60
const MOST_ROWS = 24

const text = (value: unknown): string => {
  if (typeof value === 'number')
    return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(5)))
  if (value === null || value === undefined) return ''
  return String(value)
}

/** Columns of a terminal: a Han character takes two. */
const width = (word: string) => [...word].reduce((sum, letter) => sum + (letter > '\u2e7f' ? 2 : 1), 0)

function fit(word: string, columns: number): string {
  let kept = ''
  for (const letter of word) {
    if (width(kept + letter) > columns - (width(word) > columns ? 1 : 0)) break
    kept += letter
  }
  const cut = kept.length < word.length ? `${kept}…` : kept
  return cut + ' '.repeat(Math.max(0, columns - width(cut)))
}

function table({ columns, rows, total, caption }: OutputOf<'table'>): string {
  const cells = [columns, ...rows.slice(0, MOST_ROWS).map((row) => row.map(text))]
  const widths = columns.map((_, column) =>
    Math.min(WIDEST, Math.max(...cells.map((row) => width(row[column] ?? '')))),
  )
  const lines = cells.map((row) =>
    widths
      .map((columns, index) => fit(row[index] ?? '', columns))
      .join('  ')
      .trimEnd(),
  )
  const more = total > MOST_ROWS ? [`… ${total} rows`] : []
  return [`[table] ${caption ?? ''}`.trimEnd(), ...lines, ...more].join('\n')
}

const few = (values: ArrayLike<unknown>, count = 8) =>
  Array.from({ length: Math.min(count, values.length) }, (_, index) => text(values[index])).join(' ') +
  (values.length > count ? ' …' : '')

/** Anything else: its fields, long lists by their beginning. New kinds of output need no line here. */
function fields(value: unknown, depth = 0): string {
  if (ArrayBuffer.isView(value)) return `<${(value as Uint8Array).byteLength} bytes>`
  if (Array.isArray(value)) {
    const plain = value.every((item) => typeof item !== 'object' || item === null)
    if (plain) return `[${few(value)}]`
    return depth > 2
      ? `[${value.length} items]`
      : `[${value
          .slice(0, 3)
          .map((item) => fields(item, depth + 1))
          .join(', ')}${value.length > 3 ? ', …' : ''}]`
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([name]) => name !== 'kind')
    return `{ ${entries.map(([name, item]) => `${name}: ${fields(item, depth + 1)}`).join(', ')} }`
  }
  return text(value)
}

export function summarise(output: Output): string {
  switch (output.kind) {
    case 'text':
      return output.stream === 'log' ? output.text : `[${output.stream}] ${output.text}`
    case 'value':
      return `= ${output.text}`
    case 'tensor': {
      const { name = '', dtype, shape, values, min, max, mean } = output
      const statistics = min === undefined ? '' : ` min ${text(min)} max ${text(max)} mean ${text(mean)}`
      return `[tensor] ${name} ${dtype} [${shape.join(', ')}]${statistics}: ${few(values)}`
    }
    case 'table':
      return table(output)
    case 'model': {
      const layers = output.layers.map(
        ({ type, outputShape, parameters, activation = '' }) =>
          `  ${fit(type, 24)} ${fit(`[${outputShape.map((size) => size ?? '·').join(', ')}]`, 22)} ${parameters} ${activation}`,
      )
      return [
        `[model] ${output.name}: ${output.parameters} parameters (${output.trainable} trainable)`,
        ...layers,
      ].join('\n')
    }
    case 'images': {
      const { count, height, width, channels, labels, predictions, caption = '' } = output
      const wrong =
        labels && predictions
          ? labels.filter((label, index) => label !== predictions[index]).length
          : undefined
      return [
        `[images] ${count} × ${height} × ${width} × ${channels} ${caption}`,
        ...(labels ? [`  labels ${few(labels, 24)}`] : []),
        ...(predictions ? [`  predictions ${few(predictions, 24)} (${wrong ?? '?'} differ)`] : []),
      ].join('\n')
    }
    case 'chart': {
      const series = output.series.map(
        ({ label, values }) => `  ${label} (${values.length}): ${few(values, 12)}`,
      )
      return [
        `[${output.type} chart] ${output.caption ?? ''} x ${output.x.label}: ${few(output.x.values, 12)}`,
        ...series,
      ].join('\n')
    }
    default:
      return `[${(output as Output).kind}] ${fields(output)}`
  }
}
