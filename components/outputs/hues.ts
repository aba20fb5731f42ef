/** Five hues; after them dashes and shapes go on telling things apart. */
export const hueOf = (index: number) => `var(--data-${(index % 5) + 1})`
export const DASHES = ['', '6 3', '2 3', '8 3 2 3', '12 4', '4 4', '1 3', '10 2 2 2', '3 6', '14 3 3 3']
/** An SVG path around (0, 0), 6 units across: one shape a class. */
const SHAPES = [
  'M-3 0A3 3 0 1 0 3 0A3 3 0 1 0-3 0Z',
  'M-2.7-2.7H2.7V2.7H-2.7Z',
  'M0-3.4L3.2 2.4H-3.2Z',
  'M0-3.6L3.4 0L0 3.6L-3.4 0Z',
  'M0 3.4L3.2-2.4H-3.2Z',
]
export const shapeOf = (index: number) => SHAPES[index % SHAPES.length]!
