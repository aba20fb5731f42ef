'use client'
import Trash from 'lucide-react/icons/trash-2'
import { useTranslations } from 'next-intl'
import type { DeskComment } from '@/lib/reviews/desk'
import { usePlaceName } from './place-name.client'

type Props = {
  comments: readonly DeskComment[]
  isOpen: boolean
  onRemove: (id: string) => Promise<void>
  /** Says of each where it stands, for lists away from the place itself. */
  withPlace?: boolean
  /** The name of the cell whose lines they are about. */
  cell?: string
}

export function CommentList({ comments, isOpen, onRemove, withPlace = false, cell = '' }: Props) {
  const t = useTranslations('reviews.desk')
  const placeName = usePlaceName(() => cell)
  if (comments.length === 0) return null
  return (
    <ul className="font-ui">
      {comments.map((comment) => (
        <li key={comment.id} className="flex gap-2 border-l-2 border-ember py-1 pl-3" data-comment>
          <div className="grow">
            {withPlace && <p className="text-small text-ink-soft">{placeName(comment.anchor)}</p>}
            <p className="whitespace-pre-line">
              <bdi>{comment.body}</bdi>
            </p>
          </div>
          {isOpen && comment.mine && (
            <button
              type="button"
              className="icon-button"
              aria-label={t('remove')}
              onClick={() => void onRemove(comment.id)}
            >
              <Trash size={16} aria-hidden />
            </button>
          )}
        </li>
      ))}
    </ul>
  )
}
