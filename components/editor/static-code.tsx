import { ScrollBox } from '@/components/ui/scroll-box'
import { colourCode, type Piece } from './colour'

const COLOURS: Record<Piece['kind'], string | undefined> = {
  plain: undefined,
  keyword: 'var(--code-keyword)',
  string: 'var(--code-string)',
  number: 'var(--code-number)',
  comment: 'var(--code-comment)',
  function: 'var(--code-function)',
  type: 'var(--code-type)',
}

/** Code to be read, in the colours of the editor. */
export function StaticCode({ source, label }: { source: string; label: string }) {
  return (
    <ScrollBox pre className="code" label={label}>
      <code>
        {colourCode(source).map((piece, index) =>
          piece.kind === 'plain' ? (
            piece.text
          ) : (
            <span key={index} style={{ color: COLOURS[piece.kind] }}>
              {piece.text}
            </span>
          ),
        )}
      </code>
    </ScrollBox>
  )
}
