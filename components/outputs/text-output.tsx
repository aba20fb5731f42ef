import { useTranslations } from 'next-intl'
import type { OutputOf } from '@/lib/runtime/outputs'
import { ScrollBox } from '@/components/ui/scroll-box'
import { stripControls } from './strip-controls'

const LOOKS = {
  log: { colour: 'text-ink', label: 'text' },
  info: { colour: 'text-ink', label: 'text' },
  warn: { colour: 'text-caution', label: 'warn' },
  error: { colour: 'text-danger', label: 'error' },
} as const

export function TextOutput({ output }: { output: OutputOf<'text'> }) {
  const t = useTranslations('outputs')
  const { colour, label } = LOOKS[output.stream]
  return (
    <ScrollBox pre className={`output-text ${colour}`} label={t(label)}>
      {stripControls(output.text)}
    </ScrollBox>
  )
}

export function ValueOutput({ output }: { output: OutputOf<'value'> }) {
  const t = useTranslations('outputs')
  return (
    <ScrollBox pre className="output-text text-ink" label={t('value')}>
      {stripControls(output.text)}
    </ScrollBox>
  )
}
