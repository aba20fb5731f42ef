'use client'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState, type FormEvent } from 'react'
import { SaidLine } from './said-line'
import { useSend } from './use-send.client'

export type Department = {
  id: string
  parentId: string | null
  nameZh: string
  nameEn: string
  name: string
  depth: number
  people: number
  openAssignments: number
}

/** The tree, each department with its own form; one is open at a time. */
export function DepartmentTree({ departments }: { departments: Department[] }) {
  const t = useTranslations('people')
  const router = useRouter()
  const { isBusy, said, send, say } = useSend(t as never)
  const [open, setOpen] = useState<string>()

  async function act(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: object) {
    if (isBusy) return
    const result = await send(method, `/departments${path}`, body)
    if (!result.ok) return
    setOpen(undefined)
    say(t('saved'))
    router.refresh()
  }
  const form = (department?: Department) => (
    <DepartmentForm
      department={department}
      departments={departments}
      isBusy={isBusy}
      onCancel={() => setOpen(undefined)}
      onSubmit={(fields) =>
        department ? act('PATCH', `/${department.id}`, fields) : act('POST', '', fields)
      }
    />
  )
  return (
    <>
      {departments.length === 0 && <p className="mt-6 text-ink-faint">{t('tree.empty')}</p>}
      <ul className="mt-6 border-t border-rule">
        {departments.map((department) => {
          const { id, name, depth, people, openAssignments } = department
          return (
            <li
              key={id}
              className="border-b border-rule py-2"
              style={{ paddingInlineStart: `${depth * 1.5}rem` }}
            >
              <div className="flex flex-wrap items-center gap-x-4">
                <p className="min-w-0 flex-1">
                  <span className="font-medium">{name}</span>{' '}
                  <span className="text-small text-ink-faint">
                    {t('tree.people', { count: people })}
                    {openAssignments > 0 && ` · ${t('tree.assignments', { count: openAssignments })}`}
                  </span>
                </p>
                <button
                  type="button"
                  className="button"
                  aria-expanded={open === id}
                  aria-label={t('tree.editLabel', { name })}
                  onClick={() => setOpen(open === id ? undefined : id)}
                >
                  {t('tree.edit')}
                </button>
                <button
                  type="button"
                  className="button"
                  aria-disabled={isBusy}
                  aria-label={t('tree.removeLabel', { name })}
                  onClick={() => act('DELETE', `/${id}`)}
                >
                  {t('tree.remove')}
                </button>
              </div>
              {open === id && form(department)}
            </li>
          )
        })}
      </ul>
      <SaidLine said={said} />
      {open === 'new' ? (
        form()
      ) : (
        <button type="button" className="button button-loud" onClick={() => setOpen('new')}>
          {t('tree.add')}
        </button>
      )}
    </>
  )
}

type FormProps = {
  department: Department | undefined
  departments: Department[]
  isBusy: boolean
  onCancel: () => void
  onSubmit: (fields: { nameZh: string; nameEn: string; parentId: string | null }) => void
}

function DepartmentForm({ department, departments, isBusy, onCancel, onSubmit }: FormProps) {
  const t = useTranslations('people')
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '').trim()
    onSubmit({ nameZh: text('nameZh'), nameEn: text('nameEn'), parentId: text('parentId') || null })
  }
  return (
    <form method="post" className="my-3 flex flex-wrap items-end gap-3" onSubmit={submit} noValidate>
      {(['nameZh', 'nameEn'] as const).map((name) => (
        <label key={name} className="grid gap-1 text-small text-ink-soft">
          {t(`tree.${name}`)}
          <input
            name={name}
            defaultValue={department?.[name] ?? ''}
            maxLength={60}
            required
            className="field w-52 text-ui"
          />
        </label>
      ))}
      <label className="grid gap-1 text-small text-ink-soft">
        {t('tree.parent')}
        <select name="parentId" defaultValue={department?.parentId ?? ''} className="field max-w-56 text-ui">
          <option value="">{t('tree.top')}</option>
          {departments
            .filter(({ id }) => id !== department?.id)
            .map(({ id, name, depth }) => (
              <option key={id} value={id}>
                {'\u3000'.repeat(depth) + name}
              </option>
            ))}
        </select>
      </label>
      <button type="submit" aria-disabled={isBusy} className="button button-loud">
        {isBusy ? t('busy') : t('save')}
      </button>
      <button type="button" className="button" onClick={onCancel}>
        {t('cancel')}
      </button>
    </form>
  )
}
