import { ScrollBox } from '@/components/ui/scroll-box'
import { isColoured } from '@/lib/drawing/code'
import { CODE_COLOURS, colourCode } from './colour'

/** Code to be read, in the colours of the editor. */
export function StaticCode({ source, label }: { source: string; label: string }) {
  return (
    <ScrollBox pre className="code" label={label}>
      <code>
        {isColoured(source)
          ? colourCode(source).map((piece, index) =>
              piece.kind === 'plain' ? (
                piece.text
              ) : (
                <span key={index} style={{ color: CODE_COLOURS[piece.kind] }}>
                  {piece.text}
                </span>
              ),
            )
          : source}
      </code>
    </ScrollBox>
  )
}
