import Check from 'lucide-react/icons/check'
import Circle from 'lucide-react/icons/circle'
import CircleX from 'lucide-react/icons/circle-x'
import Clock from 'lucide-react/icons/clock'
import Hand from 'lucide-react/icons/hand'
import History from 'lucide-react/icons/history'
import LoaderCircle from 'lucide-react/icons/loader-circle'
import RefreshCwOff from 'lucide-react/icons/refresh-cw-off'
import type { Standing } from '@/lib/notebook/select'

/** Shape, word and colour say the same thing, so that none of them is needed alone. */
const MARKS = {
  idle: { Icon: Circle, colour: 'text-ink-faint' },
  queued: { Icon: Clock, colour: 'text-ember' },
  running: { Icon: LoaderCircle, colour: 'text-ember motion-safe:animate-spin' },
  done: { Icon: Check, colour: 'text-ink-soft' },
  stale: { Icon: RefreshCwOff, colour: 'text-caution' },
  past: { Icon: History, colour: 'text-caution' },
  stopped: { Icon: Hand, colour: 'text-caution' },
  failed: { Icon: CircleX, colour: 'text-danger' },
} satisfies Record<Standing, { Icon: typeof Check; colour: string }>

export function StandingIcon({ standing }: { standing: Standing }) {
  const { Icon, colour } = MARKS[standing]
  return <Icon size={14} strokeWidth={2.25} className={`shrink-0 ${colour}`} aria-hidden />
}
