'use client'
import ChevronDown from 'lucide-react/icons/chevron-down'
import { useTranslations } from 'next-intl'
import { BACKEND_NAMES } from '@/lib/notebook/backends'
import { mayRun } from '@/lib/notebook/select'
import type { KernelState } from '@/lib/notebook/state'
import { useDispatch, useNotebook } from '@/lib/notebook/use-notebook.client'
import { Menu } from '../cell/menu.client'

const noteOf = (kernel: KernelState, name: (typeof BACKEND_NAMES)[number]) => {
  const report = kernel.backends.find((candidate) => candidate.name === name)
  if (!report) return 'unknown' as const
  if (!report.usable) return 'unusable' as const
  return report.software ? ('software' as const) : ('usable' as const)
}

/** What computes: found by the kernel, changeable by the learner. A change restarts the kernel, and says so. */
export function BackendChoice() {
  const t = useTranslations('notebook.backends')
  const dispatch = useDispatch()
  const kernel = useNotebook((state) => state.kernel)
  const allowed = useNotebook(mayRun)
  const chosen = (name: string) => (kernel.choice === name ? ` — ${t('chosen')}` : '')
  const items = [
    {
      id: 'auto',
      label: `${t('auto')}${chosen('auto')}`,
      note: t('autoNote'),
      disabled: !allowed,
      act: () => dispatch({ type: 'choose-backend', choice: 'auto' }),
    },
    ...BACKEND_NAMES.map((name) => {
      const note = noteOf(kernel, name)
      const detail = kernel.backends.find((report) => report.name === name)?.detail
      return {
        id: name,
        label: `${t(name)}${chosen(name)}`,
        note: [t(note), detail].filter(Boolean).join(' · '),
        disabled: !allowed || note === 'unusable',
        act: () => dispatch({ type: 'choose-backend' as const, choice: name }),
      }
    }),
  ]
  const shown = kernel.backend ?? (kernel.choice === 'auto' ? null : kernel.choice)
  return (
    <Menu label={t('label')} items={items} wide>
      {shown ? t(shown) : t('auto')}
      <ChevronDown size={14} className="ml-1" aria-hidden />
    </Menu>
  )
}
