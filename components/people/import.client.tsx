'use client'
import { useTranslations } from 'next-intl'
import { useRef, useState, type ChangeEvent } from 'react'
import {
  type Imported,
  NOTHING_SAID,
  type Options,
  type Preview,
  type Progress,
} from '@/lib/people/import/planned'
import type { Choices } from '@/lib/people/import/columns'
import { decodeText } from '@/lib/people/import/decode'
import { MAX_SIZE } from '@/lib/people/import/limits'
import { downloadCsv } from './download.client'
import { ImportColumns } from './import-columns.client'
import { ImportPlan } from './import-plan.client'
import { ImportQuestions } from './import-questions.client'
import { runImport } from './import-run.client'
import { SaidLine } from './said-line'
import { useSend } from './use-send.client'

type File = { name: string; text: string }
/** What was said about the file so far. */
type Said = { choices: Choices; options: Options }
const NOTHING: Said = { choices: {}, options: NOTHING_SAID }

export function Import({ template }: { template: string[][] }) {
  const t = useTranslations('people')
  const { isBusy, said: message, send, setSaid } = useSend(t as never)
  const [file, setFile] = useState<File>()
  const [said, say] = useState(NOTHING)
  const [plan, setPlan] = useState<Preview>()
  const [done, setDone] = useState<Imported>()
  const [invite, setInvite] = useState(false)
  const [progress, setProgress] = useState<Progress>()
  const running = useRef<AbortController>(undefined)
  const fault = (words: string) => setSaid({ isFault: true, message: words })

  async function choose(event: ChangeEvent<HTMLInputElement>) {
    const chosen = event.target.files?.[0]
    // The same file, corrected, may be chosen again.
    event.target.value = ''
    if (!chosen) return
    setPlan(undefined)
    setDone(undefined)
    // UTF-16 has two bytes a character, UTF-8 three of a Chinese one.
    if (chosen.size > 3 * MAX_SIZE) return fault(t('fileFaults.too-long'))
    const decoded = decodeText(new Uint8Array(await chosen.arrayBuffer()))
    if ('fault' in decoded) return fault(t(`importForm.${decoded.fault}`))
    if (decoded.text === '') return fault(t('fileFaults.empty'))
    const next = { name: chosen.name, text: decoded.text }
    setFile(next)
    await look(next, NOTHING)
  }

  /** What the file would change, with this said about it. */
  async function look({ text }: File, next: Said) {
    say(next)
    const result = await send<Preview>('POST', '/people/import/preview', { text, ...next })
    if (result.ok) return setPlan(result.data)
    setPlan(undefined)
    tell(result.issues)
  }

  function tell(issues: { path: string; message: string }[] | undefined) {
    const issue = issues?.[0]
    const name = issue?.path.startsWith('file.')
      ? `fileFaults.${issue.path.slice(5)}`
      : `faults.${issue?.path}`
    if (issue && t.has(name as never)) fault(t(name as never, { where: issue.message } as never))
  }

  async function apply() {
    if (!plan || !file || isBusy || progress) return
    running.current = new AbortController()
    setSaid(undefined)
    setProgress({ done: 0, of: 0 })
    const body = { text: file.text, ...said, digest: plan.digest, invite }
    const ran = await runImport(body, running.current.signal, setProgress)
    setProgress(undefined)
    if ('imported' in ran) {
      setDone(ran.imported)
      setPlan(undefined)
    } else if ('cancelled' in ran) setSaid({ isFault: false, message: t('importForm.cancelled') })
    else if ('broken' in ran) fault(t('importForm.broken'))
    else {
      fault(ran.refused.message)
      tell(ran.refused.issues)
    }
  }

  const isWorking = isBusy || progress !== undefined
  return (
    <>
      <div className="mt-6 flex flex-wrap items-center gap-3">
        <label className="button button-loud focus-within:outline-2 focus-within:outline-focus">
          {isBusy && !plan ? t('importForm.reading') : t(file ? 'importForm.otherFile' : 'importForm.choose')}
          <input
            type="file"
            accept=".csv,.txt,.tsv,text/csv"
            className="sr-only"
            disabled={isWorking}
            onChange={choose}
          />
        </label>
        <button type="button" className="button" onClick={() => downloadCsv('people.csv', template)}>
          {t('importForm.template')}
        </button>
        {file && <span className="text-ink-soft">{file.name}</span>}
      </div>
      <SaidLine said={isBusy ? { isFault: false, message: t('importForm.reading') } : message} />
      {plan && file && (
        <>
          {plan.missing.length === 0 && <Summary plan={plan} said={said.options} />}
          <ImportColumns
            columns={plan.columns}
            missing={plan.missing}
            isBusy={isWorking}
            onChoose={(choices) => look(file, { ...said, choices: { ...said.choices, ...choices } })}
          />
          {plan.missing.length === 0 && (
            <>
              <ImportQuestions
                plan={plan}
                said={said.options}
                isBusy={isWorking}
                onSay={(options) => look(file, { ...said, options })}
              />
              <ImportPlan plan={plan} />
              <Apply
                plan={plan}
                work={workOf(plan, said.options)}
                isWorking={isWorking}
                progress={progress}
                invite={invite}
                onInvite={setInvite}
                onApply={apply}
                onCancel={() => running.current?.abort()}
              />
            </>
          )}
        </>
      )}
      {done && <Outcome done={done} />}
    </>
  )
}

/** How many things an import would do with this said. */
function workOf(plan: Preview, options: Options): number {
  const { create, update, roles, leave, departments } = plan
  const said =
    (options.roles ? roles.length : 0) +
    (options.leavers ? leave.length : 0) +
    (options.departments ? departments.length : 0)
  return create.length + update.length + said
}

function Summary({ plan, said }: { plan: Preview; said: Options }) {
  const t = useTranslations('people.importForm')
  const { create, update, unchanged, refused } = plan
  const counts = { create: create.length, update: update.length, unchanged, refused: refused.length }
  return (
    <p className="mt-2 text-lg" aria-live="polite">
      {t('summary', counts)}
      {said.roles && plan.roles.length > 0 && ` ${t('summaryRoles', { count: plan.roles.length })}`}
      {said.leavers && plan.leave.length > 0 && ` ${t('summaryLeave', { count: plan.leave.length })}`}
    </p>
  )
}

type ApplyProps = {
  plan: Preview
  work: number
  isWorking: boolean
  progress: Progress | undefined
  invite: boolean
  onInvite: (invite: boolean) => void
  onApply: () => void
  onCancel: () => void
}

function Apply({ plan, work, isWorking, progress, invite, onInvite, onApply, onCancel }: ApplyProps) {
  const t = useTranslations('people')
  if (work === 0) return <p className="mt-4 text-ink-soft">{t('importForm.nothing')}</p>
  return (
    <div className="mt-6">
      {plan.create.length > 0 && (
        <label className="flex min-h-10 items-center gap-2">
          <input
            type="checkbox"
            className="size-4 accent-[var(--ember)]"
            checked={invite}
            disabled={isWorking}
            onChange={(event) => onInvite(event.target.checked)}
          />
          {t('importForm.invite')}
        </label>
      )}
      <div className="mt-2 flex flex-wrap items-center gap-3">
        <button type="button" aria-disabled={isWorking} className="button button-loud" onClick={onApply}>
          {progress ? t('busy') : t('importForm.apply')}
        </button>
        {progress && (
          <>
            <button type="button" className="button" onClick={onCancel}>
              {t('importForm.cancel')}
            </button>
            <progress
              className="h-2 w-48 accent-[var(--ember)]"
              aria-label={t('importForm.progress')}
              {...(progress.of > 0 ? { value: progress.done, max: progress.of } : {})}
            />
            <span className="text-ink-soft tabular-nums">
              {t('importForm.progressOf', { done: progress.done, of: progress.of })}
            </span>
          </>
        )}
      </div>
      {progress && <p className="mt-1 text-small text-ink-faint">{t('importForm.stay')}</p>}
    </div>
  )
}

/** Links shown on the page; the file has all of them. */
const MOST_SHOWN = 100

function Outcome({ done }: { done: Imported }) {
  const t = useTranslations('people')
  const rows = done.links.map(({ name, email, link }) => [name, email, link])
  const { created, updated, closed, roles, departments } = done
  return (
    <div aria-live="polite" className="mt-4 border-l-2 border-verdigris bg-verdigris-wash px-3 py-2">
      <p>{t('importForm.done', { created, updated, closed, roles, departments })}</p>
      {rows.length > 0 && (
        <>
          <p className="mt-2">{t('importForm.links')}</p>
          <button
            type="button"
            className="button mt-2"
            onClick={() => downloadCsv('invitations.csv', [['name', 'email', 'link'], ...rows])}
          >
            {t('importForm.saveLinks')}
          </button>
          <ul className="mt-2 text-small">
            {done.links.slice(0, MOST_SHOWN).map(({ name, email, link }) => (
              <li key={email} className="py-1">
                {name} <code className="font-code [overflow-wrap:anywhere]">{link}</code>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
