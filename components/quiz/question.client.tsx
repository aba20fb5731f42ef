'use client'
import Check from 'lucide-react/icons/check'
import X from 'lucide-react/icons/x'
import { useTranslations } from 'next-intl'
import { pressed } from '@/lib/browser/keys'
import type { Answer, PublicQuestion, QuestionVerdict } from '@/lib/checks/quiz'
import { readFor } from './answering'
import { Inlines } from './inlines'
import { OrderField } from './order-field.client'
import './quiz.css'

type Props = {
  /** Unique on the page: the fields of one question share it. */
  name: string
  number: number
  question: PublicQuestion
  written: string | string[]
  /** What the server said about the answer as it stands now. */
  verdict?: QuestionVerdict | undefined
  missing?: boolean
  disabled?: boolean
  change: (written: string | string[]) => void
}

/** One question with its fields, and under it what the server said. */
export function Question({ name, number, question, written, verdict, missing, disabled, change }: Props) {
  const t = useTranslations('checks.quiz')
  const note = `${name}-note`
  return (
    <fieldset
      className="quiz-question"
      data-question={question.id}
      data-right={verdict ? String(verdict.right) : undefined}
      aria-describedby={verdict || missing ? note : undefined}
    >
      <legend>
        <span className="quiz-number">{number}</span> <Inlines of={question.ask} />
      </legend>
      {question.type === 'multiple' && <p className="quiz-aside">{t('several')}</p>}
      {question.type === 'order' && <p className="quiz-aside">{t('orderAside')}</p>}
      <Fields
        name={name}
        number={number}
        question={question}
        written={written}
        disabled={disabled ?? false}
        missing={missing ?? false}
        change={change}
      />
      <div id={note} aria-live="polite">
        {missing && (
          <p className="quiz-missing">{t(question.type === 'numeric' ? 'noNumber' : 'noAnswer')}</p>
        )}
        {verdict && <Said question={question} verdict={verdict} />}
      </div>
    </fieldset>
  )
}

type FieldProps = Required<
  Pick<Props, 'name' | 'number' | 'question' | 'written' | 'disabled' | 'missing' | 'change'>
>

function Fields({ name, number, question, written, disabled, missing, change }: FieldProps) {
  const t = useTranslations('checks.quiz')
  const list = Array.isArray(written) ? written : []
  switch (question.type) {
    case 'single':
    case 'multiple':
      return (
        <div className="quiz-options">
          {question.parts.map(({ key, text }) => (
            <label key={key}>
              <input
                type={question.type === 'single' ? 'radio' : 'checkbox'}
                name={name}
                value={key}
                checked={question.type === 'single' ? written === key : list.includes(key)}
                disabled={disabled}
                onChange={(event) => {
                  if (question.type === 'single') change(key)
                  else change(event.target.checked ? [...list, key] : list.filter((other) => other !== key))
                }}
              />
              <span className="quiz-text">
                <Inlines of={text} />
              </span>
            </label>
          ))}
        </div>
      )
    case 'numeric':
      return (
        <>
          <label className="quiz-numeric">
            <span className="sr-only">{t('number', { number })}</span>
            <input
              type="text"
              className="field"
              inputMode="text"
              autoComplete="off"
              maxLength={40}
              value={typeof written === 'string' ? written : ''}
              disabled={disabled}
              aria-invalid={missing || undefined}
              onChange={(event) => change(event.target.value)}
              onKeyDown={(event) =>
                pressed(
                  event,
                  () => {},
                  // Enter ends a word of an input method; some browsers take it for the form's.
                  () => event.key === 'Enter' && event.preventDefault(),
                )
              }
            />
            {question.unit && <Inlines of={question.unit} />}
          </label>
          {typeof written === 'string' && written.trim() !== '' && !disabled && (
            <Reading question={question} written={written} change={change} />
          )}
        </>
      )
    case 'order':
      return <OrderField question={question} keys={list} disabled={disabled} change={change} />
    default:
      return question.type satisfies never
  }
}

/** How a number was understood, said before it is sent; where it may be two, they are there to choose from. */
function Reading({
  question,
  written,
  change,
}: Pick<FieldProps, 'question' | 'change'> & { written: string }) {
  const t = useTranslations('checks.quiz')
  const read = readFor(question, written)
  switch (read.kind) {
    case 'none':
      return <p className="quiz-aside">{t('noNumber')}</p>
    case 'number':
      return <p className="quiz-aside">{t('reads', { number: String(read.value) })}</p>
    case 'either':
    case 'words': {
      const values = read.kind === 'either' ? read.values : read.value === null ? [] : [read.value]
      return (
        <p className="quiz-aside">
          {t(values.length === 0 ? 'inDigits' : 'which')}{' '}
          {values.map((value) => (
            <button
              key={value}
              type="button"
              className="button"
              data-reading={value}
              onClick={() => change(String(value))}
            >
              {value}
            </button>
          ))}
        </p>
      )
    }
    default:
      return read satisfies never
  }
}

function Said({ question, verdict }: { question: PublicQuestion; verdict: QuestionVerdict }) {
  const t = useTranslations('checks.quiz')
  const Icon = verdict.right ? Check : X
  return (
    <div className="quiz-said">
      <p className="quiz-mark">
        <Icon size={16} aria-hidden /> {t(verdict.right ? 'right' : 'wrong')}
      </p>
      {!verdict.right && verdict.answer !== null && (
        <p>
          {t('answer')} <Told question={question} answer={verdict.answer} />
        </p>
      )}
      {verdict.explain.length > 0 && (
        <p>
          <Inlines of={verdict.explain} />
        </p>
      )}
    </div>
  )
}

/** The right answer, in the words of the options. */
function Told({ question, answer }: { question: PublicQuestion; answer: Answer }) {
  if (typeof answer === 'number')
    return (
      <>
        {answer} {question.unit && <Inlines of={question.unit} />}
      </>
    )
  const parts = [answer].flat().flatMap((key) => question.parts.find((part) => part.key === key) ?? [])
  return parts.map(({ key, text }, index) => (
    <span key={key}>
      {index > 0 && (question.type === 'order' ? ' → ' : ' / ')}
      <Inlines of={text} />
    </span>
  ))
}
