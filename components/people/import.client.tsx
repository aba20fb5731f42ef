'use client'
import { useTranslations } from 'next-intl'
import { useState, type ChangeEvent } from 'react'
import { downloadCsv } from './download.client'
import { ImportPlan, type Preview } from './import-plan.client'
import { readText } from './read-text.client'
import { SaidLine } from './said-line'
import { useSend } from './use-send.client'

type Done = { created: number; updated: number; links: { name: string; email: string; link: string }[] }
/** Bytes; the server counts characters. */
const LARGEST = 3_000_000

export function Import({ template }: { template: string[][] }) {
  const t = useTranslations('people')
  const { isBusy, said, send, setSaid } = useSend(t as never)
  const [file, setFile] = useState<{ name: string; text: string }>()
  const [plan, setPlan] = useState<Preview>()
  const [done, setDone] = useState<Done>()
  const [invite, setInvite] = useState(true)
  const fault = (message: string) => setSaid({ isFault: true, message })

  async function choose(event: ChangeEvent<HTMLInputElement>) {
    const chosen = event.target.files?.[0]
    // The same file, corrected, may be chosen again.
    event.target.value = ''
    if (!chosen) return
    setPlan(undefined)
    if (chosen.size > LARGEST) return fault(t('importForm.tooLarge'))
    const text = await readText(chosen)
    if (text === undefined) return fault(t('importForm.unreadable'))
    if (text === '') return fault(t('fileFaults.empty'))
    setFile({ name: chosen.name, text })
    const result = await send<Preview>('POST', '/people/import/preview', { text })
    if (result.ok) return setPlan(result.data)
    const issue = result.issues?.[0]
    const name = issue?.path.startsWith('file.') ? `fileFaults.${issue.path.slice(5)}` : undefined
    if (name && t.has(name as never)) fault(t(name as never, { where: issue!.message } as never))
  }

  async function apply() {
    if (!plan || !file || isBusy) return
    const body = { text: file.text, digest: plan.digest, invite }
    const result = await send<Done>('POST', '/people/import', body)
    if (!result.ok) return
    setDone(result.data)
    setPlan(undefined)
  }

  const hasWork = plan !== undefined && plan.create.length + plan.update.length > 0
  return (
    <>
      <div className="mt-6 flex flex-wrap items-center gap-3">
        <label className="button button-loud focus-within:outline-2 focus-within:outline-focus">
          {isBusy && !plan ? t('importForm.reading') : t(file ? 'importForm.otherFile' : 'importForm.choose')}
          <input type="file" accept=".csv,text/csv" className="sr-only" onChange={choose} />
        </label>
        <button type="button" className="button" onClick={() => downloadCsv('people.csv', template)}>
          {t('importForm.template')}
        </button>
        {file && <span className="text-ink-soft">{file.name}</span>}
      </div>
      <SaidLine said={said} />
      {plan && (
        <>
          <p className="mt-2 text-lg" aria-live="polite">
            {t('importForm.summary', {
              create: plan.create.length,
              update: plan.update.length,
              unchanged: plan.unchanged,
              refused: plan.refused.length,
            })}
          </p>
          <ImportPlan plan={plan} />
          {hasWork ? (
            <div className="mt-6">
              {plan.create.length > 0 && (
                <label className="flex min-h-10 items-center gap-2">
                  <input
                    type="checkbox"
                    className="size-4 accent-[var(--ember)]"
                    checked={invite}
                    onChange={(event) => setInvite(event.target.checked)}
                  />
                  {t('importForm.invite')}
                </label>
              )}
              <button
                type="button"
                aria-disabled={isBusy}
                className="button button-loud mt-2"
                onClick={apply}
              >
                {isBusy ? t('busy') : t('importForm.apply')}
              </button>
            </div>
          ) : (
            <p className="mt-4 text-ink-soft">{t('importForm.nothing')}</p>
          )}
        </>
      )}
      {done && <Outcome done={done} />}
    </>
  )
}

function Outcome({ done }: { done: Done }) {
  const t = useTranslations('people')
  const rows = done.links.map(({ name, email, link }) => [name, email, link])
  return (
    <div aria-live="polite" className="mt-4 border-l-2 border-verdigris bg-verdigris-wash px-3 py-2">
      <p>{t('importForm.done', { created: done.created, updated: done.updated })}</p>
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
            {done.links.map(({ name, email, link }) => (
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
