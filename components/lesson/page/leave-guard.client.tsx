'use client'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { isBusy, leaving, waitingToSend, type Leaving } from '@/lib/notebook/select'
import { useHandle, useNotebook } from '@/lib/notebook/use-notebook.client'
import { Dialog } from '../cell/dialog.client'

type Asked = { leaving: Leaving; go(): void }

/** The page that a click leads to, when it leaves this one in this window. */
function destinationOf(event: MouseEvent): URL | null {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
  if (!link || !plain || link.hasAttribute('download') || (link.target && link.target !== '_self'))
    return null
  const to = new URL(link.href, location.href)
  const isElsewhere = to.pathname !== location.pathname || to.search !== location.search
  return to.origin === location.origin && isElsewhere ? to : null
}

/** Asks before a training is cut off or a text lost: by the browser when it closes, by ourselves on our own links. */
export function LeaveGuard() {
  const t = useTranslations('notebook.leave')
  const notebook = useHandle()
  const router = useRouter()
  const [asked, setAsked] = useState<Asked | null>(null)
  const decided = useRef(false)
  // Only while there is something to lose: a page that always listens is not kept for the way back.
  const watches = useNotebook((state) => !state.readOnly && (isBusy(state) || waitingToSend(state) > 0))

  useEffect(() => {
    if (!watches) return
    const loss = () => (decided.current ? null : leaving(notebook.getState(), Date.now()))
    const onUnload = (event: BeforeUnloadEvent) => {
      if (loss()) event.preventDefault()
    }
    const onClick = (event: MouseEvent) => {
      const to = destinationOf(event)
      const held = to && loss()
      if (!held) return
      event.preventDefault()
      event.stopPropagation()
      setAsked({ leaving: held, go: () => router.push(`${to.pathname}${to.search}${to.hash}`) })
    }
    const onTraverse = (event: NavigateEvent) => {
      const held =
        event.navigationType === 'traverse' && event.cancelable && !event.hashChange ? loss() : null
      if (!held) return
      event.preventDefault()
      const { key } = event.destination
      setAsked({ leaving: held, go: () => void navigation.traverseTo(key) })
    }
    // Browsers without it go back unasked.
    const history = 'navigation' in window ? navigation : null
    addEventListener('beforeunload', onUnload)
    document.addEventListener('click', onClick, { capture: true })
    history?.addEventListener('navigate', onTraverse)
    return () => {
      removeEventListener('beforeunload', onUnload)
      document.removeEventListener('click', onClick, { capture: true })
      history?.removeEventListener('navigate', onTraverse)
    }
  }, [watches, notebook, router])

  if (!asked) return null
  const { leaving: held, go } = asked
  return (
    <Dialog title={t('title')} onClose={() => setAsked(null)}>
      <p>
        {held.why === 'unsaved' || held.why === 'kept' ? t(held.why, { count: held.count }) : t(held.why)}
      </p>
      <div className="mt-5 flex flex-wrap gap-3">
        <button type="button" className="button button-loud" onClick={() => setAsked(null)}>
          {t('stay')}
        </button>
        <button
          type="button"
          className="button"
          data-action="leave"
          onClick={() => {
            decided.current = true
            setAsked(null)
            go()
          }}
        >
          {t('go')}
        </button>
      </div>
    </Dialog>
  )
}
