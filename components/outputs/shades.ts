/** How strongly a value is tinted, and in which hue. */
export type Scale = { low: number; high: number; diverging: boolean }
export type Shade = { hue: number; strength: number }

export function scaleOf(values: readonly number[], kind: 'sequential' | 'diverging'): Scale {
  let [low, high] = [Infinity, -Infinity]
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  if (low > high) return { low: 0, high: 1, diverging: kind === 'diverging' }
  if (kind === 'sequential') return { low, high, diverging: false }
  const size = Math.max(Math.abs(low), Math.abs(high)) || 1
  return { low: -size, high: size, diverging: true }
}

/** Strength 0 … 1. Sequential: from the lowest to the highest. Diverging: away from zero, negative in another hue. */
export function shade(value: number, { low, high, diverging }: Scale): Shade {
  if (!Number.isFinite(value)) return { hue: 0, strength: 0 }
  if (diverging) return { hue: value < 0 ? 1 : 0, strength: Math.min(1, Math.abs(value) / high) }
  return { hue: 0, strength: high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) : 0 }
}

/** Background of a cell that has a number in it: never so strong that ink on it falls below 4.5 : 1. */
export const tint = ({ hue, strength }: Shade): string =>
  `color-mix(in srgb, var(--data-${hue + 1}) ${(50 * strength).toFixed(1)}%, var(--paper))`
