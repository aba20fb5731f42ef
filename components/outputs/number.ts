/** Numbers as a reader wants them: few digits, a true minus, NaN and ∞ by name. */
export function writeNumber(value: number, digits = 4): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞'
  if (value === 0) return '0'
  const size = Math.abs(value)
  const text =
    size >= 1e7 || size < 1e-4
      ? value.toExponential(digits - 1)
      : Number.isInteger(value)
        ? String(value)
        : String(Number(value.toPrecision(Math.max(digits, Math.ceil(Math.log10(size)) + 1))))
  return text.replaceAll('-', '−')
}

/** In a table counts stand whole, in groups of three: what was counted may be compared to the last digit. */
export function writeCell(value: number): string {
  if (!Number.isSafeInteger(value)) return writeNumber(value)
  const digits = String(Math.abs(value))
  const grouped = digits.length > 4 ? digits.replaceAll(/\B(?=(?:\d{3})+$)/g, '\u202f') : digits
  return value < 0 ? `−${grouped}` : grouped
}

/** Round steps of 1, 2 or 5 that cut a range into about `count` parts. */
export function chooseTicks(from: number, to: number, count: number): number[] {
  const span = to - from
  const size = Math.max(Math.abs(from), Math.abs(to))
  // Closer together than fifteen digits can tell apart, or too small to divide: one label says it all.
  if (!(span > size * 1e-8) || !(span > 1e-290) || !Number.isFinite(span)) return [from]
  const raw = span / count
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = [1, 2, 5, 10].find((factor) => factor * power >= raw)! * power
  const first = Math.ceil(from / step - 1e-9)
  const last = Math.floor(to / step + 1e-9)
  // At most a few dozen, whatever the arithmetic of extreme ranges says.
  return Array.from({ length: Math.min(50, last - first + 1) }, (_, index) =>
    Number(((first + index) * step).toPrecision(15)),
  )
}

/** With so many decimals, for columns that are compared; large numbers as a reader wants them. */
export function writeFixed(value: number, digits: number): string {
  if (!Number.isFinite(value) || Math.abs(value) >= 1e7) return writeNumber(value)
  const text = value.toFixed(digits)
  return (/^-0(?:\.0*)?$/.test(text) ? text.slice(1) : text).replace('-', '−')
}
