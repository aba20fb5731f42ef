/** Digits of the widest number, as wide as the editor makes its own column. */
export const widthOfNumbers = (lines: number): number => Math.max(2, String(lines).length)

/** The numbers that errors go by, beside code that is not in the editor. For the eye only: they are no part of the text. */
export function LineNumbers({ lines }: { lines: number }) {
  return (
    <span className="code-numbers" aria-hidden data-lines={lines}>
      {Array.from({ length: lines }, (_, index) => index + 1).join('\n')}
    </span>
  )
}
