'use client'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import type { Desk } from '@/lib/reviews/desk'
import { ClaimBar } from './claim-bar.client'
import { CommentList } from './comment-list.client'
import { CommentForm } from './comment-form.client'
import { CurvePoints } from './curve-points.client'
import { DecidedPanel } from './decided-panel.client'
import { KeysHelp } from './keys-help.client'
import { useDesk } from './use-desk.client'
import { WorkCell } from './work-cell.client'

const RubricPanel = dynamic(() => import('./rubric-panel.client').then((module) => module.RubricPanel), {
  ssr: false,
  loading: () => <div className="min-h-[40rem]" />,
})

const heading = 'border-t border-rule-strong pt-3 font-body text-xl'

/** The work itself large, the rubric beside it and under the fingers. */
export function ReviewDesk({ desk }: { desk: Desk }) {
  const t = useTranslations('reviews.desk')
  const { comments, isMine, until, trouble, claim, release, comment, uncomment } = useDesk(desk)
  const of = (kind: 'line' | 'point' | undefined) => comments.filter((one) => one.anchor?.kind === kind)
  const isOpen = isMine && !desk.decided
  return (
    <>
      <ClaimBar
        desk={desk}
        isMine={isMine}
        until={until}
        onClaim={() => void claim()}
        onRelease={() => void release()}
        trouble={trouble}
      />
      <div className="mt-6 grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_23rem]">
        <div>
          <section aria-labelledby="card">
            <h2 id="card" className={heading}>
              {t('card')}
            </h2>
            {desk.card.map((section) => (
              <div key={section.id} className="py-3">
                <h3 className="font-medium">{section.title}</h3>
                <p className="whitespace-pre-line font-body">
                  <bdi>{section.text}</bdi>
                </p>
                {section.before !== null && section.before !== section.text && (
                  <details>
                    <summary className="min-h-10 w-fit cursor-pointer py-2 text-small text-ink-soft">
                      {t('cardBefore')}
                    </summary>
                    <p className="whitespace-pre-line border-l-2 border-rule pl-3 text-ink-soft">
                      <bdi>{section.before}</bdi>
                    </p>
                  </details>
                )}
              </div>
            ))}
          </section>
          <section aria-labelledby="curve" className="mt-6">
            <h2 id="curve" className={heading}>
              {t('curve')}
            </h2>
            <CurvePoints
              submission={desk.submission}
              curve={desk.curve}
              comments={of('point')}
              isOpen={isOpen}
              onComment={comment}
              onRemove={uncomment}
            />
          </section>
          <section aria-labelledby="code" className="mt-6">
            <h2 id="code" className={heading}>
              {t('code')}
            </h2>
            <p className="text-small text-ink-soft">{t(isOpen ? 'codeNote' : 'codeNoteClosed')}</p>
            {desk.omitted > 0 && (
              <p className="text-small text-caution">{t('omitted', { count: desk.omitted })}</p>
            )}
            {desk.cells.map((cell) => (
              <WorkCell
                key={cell.id}
                submission={desk.submission}
                cell={cell}
                comments={comments.filter(
                  (one) => one.anchor?.kind === 'line' && one.anchor.cell === cell.id,
                )}
                isOpen={isOpen}
                onComment={comment}
                onRemove={uncomment}
              />
            ))}
          </section>
        </div>
        <aside
          // It scrolls by itself on a desk, so the keyboard must reach it.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          className="lg:sticky lg:top-4 lg:max-h-[calc(100dvh-2rem)] lg:self-start lg:overflow-y-auto"
        >
          <KeysHelp />
          {desk.decided ? (
            <DecidedPanel desk={desk} decided={desk.decided} />
          ) : (
            <RubricPanel desk={desk} isOpen={isOpen} />
          )}
          <section aria-labelledby="whole" className="mt-6">
            <h2 id="whole" className={heading}>
              {t('whole')}
            </h2>
            <CommentList comments={of(undefined)} isOpen={isOpen} onRemove={uncomment} />
            {isOpen && (
              <CommentForm
                label={t('wholeLabel')}
                place={[desk.submission, 'whole']}
                onSend={(body) => comment(null, body)}
              />
            )}
          </section>
          {desk.reopenings.length > 0 && (
            <section aria-labelledby="reopenings" className="mt-6">
              <h2 id="reopenings" className={heading}>
                {t('reopenings')}
              </h2>
              <ol>
                {desk.reopenings.map((one) => (
                  <li key={one.at} className="border-b border-rule py-2">
                    <p className="text-small text-ink-soft">
                      {t('reopenedBy', { day: one.at.slice(0, 10), name: one.by })} {t(`was.${one.decision}`)}
                    </p>
                    <p className="whitespace-pre-line">
                      <bdi>{one.reason}</bdi>
                    </p>
                  </li>
                ))}
              </ol>
            </section>
          )}
          {desk.earlier.length > 0 && (
            <section aria-labelledby="earlier" className="mt-6">
              <h2 id="earlier" className={heading}>
                {t('earlier')}
              </h2>
              <ol>
                {desk.earlier.map((one) => (
                  <li key={one.submission} className="border-b border-rule py-2">
                    <p className="text-small text-ink-soft">
                      {one.at.slice(0, 10)} {one.decision && t(`was.${one.decision}`)}
                    </p>
                    <p className="whitespace-pre-line">
                      <bdi>{one.summary}</bdi>
                    </p>
                  </li>
                ))}
              </ol>
            </section>
          )}
        </aside>
      </div>
    </>
  )
}
