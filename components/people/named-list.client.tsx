'use client'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { type FormEvent, type ReactNode, useState } from 'react'
import { SaidLine } from './said-line'
import { useSend } from './use-send.client'

type Named = { id: string; name: string }
type Names = { nameZh: string; nameEn: string }

/** What a form needs from the list it stands in. */
export type FormHandles<Fields> = {
  isBusy: boolean
  onCancel: () => void
  onSubmit: (fields: Fields) => void
}

type ListProps<Item extends Named, Fields extends object> = {
  items: readonly Item[]
  /** Below /api/v1. */
  path: '/cohorts' | '/departments'
  empty: string
  add: string
  /** How deep an item stands in a tree; 0 in a plain list. */
  depthOf?: (item: Item) => number
  renderAbout: (item: Item) => ReactNode
  renderForm: (item: Item | undefined, handles: FormHandles<Fields>) => ReactNode
}

/** Things with a name, each with its own form; one is open at a time. */
export function NamedList<Item extends Named, Fields extends object>({
  items,
  path,
  empty,
  add,
  depthOf,
  renderAbout,
  renderForm,
}: ListProps<Item, Fields>) {
  const t = useTranslations('people')
  const router = useRouter()
  const { isBusy, said, send, say } = useSend(t as never)
  const [open, setOpen] = useState<string>()

  async function act(method: 'POST' | 'PATCH' | 'DELETE', below: string, body?: object) {
    if (isBusy) return
    const result = await send(method, `${path}${below}`, body)
    if (!result.ok) return
    setOpen(undefined)
    say(t('saved'))
    router.refresh()
  }
  const formOf = (item?: Item) =>
    renderForm(item, {
      isBusy,
      onCancel: () => setOpen(undefined),
      onSubmit: (fields) => void (item ? act('PATCH', `/${item.id}`, fields) : act('POST', '', fields)),
    })

  return (
    <>
      {items.length === 0 && <p className="mt-6 text-ink-faint">{empty}</p>}
      <ul className="mt-6 border-t border-rule">
        {items.map((item) => {
          const { id, name } = item
          return (
            <li
              key={id}
              className="border-b border-rule py-2"
              style={{ paddingInlineStart: `${(depthOf?.(item) ?? 0) * 1.5}rem` }}
            >
              <div className="flex flex-wrap items-center gap-x-4">
                <p className="min-w-0 flex-1">
                  <span className="font-medium">{name}</span>{' '}
                  <span className="text-small text-ink-faint tabular-nums">{renderAbout(item)}</span>
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
              {open === id && formOf(item)}
            </li>
          )
        })}
      </ul>
      <SaidLine said={said} />
      {open === 'new' ? (
        formOf()
      ) : (
        <button type="button" className="button button-loud" onClick={() => setOpen('new')}>
          {add}
        </button>
      )}
    </>
  )
}

type FormProps<Fields> = {
  names: Names | undefined
  handles: FormHandles<Fields>
  /** The fields beside the names, from what was typed under their names, trimmed. */
  read: (text: (name: string) => string) => Omit<Fields, keyof Names>
  children: ReactNode
}

/** A name in each language, and what else belongs to the thing. */
export function NamedForm<Fields extends Names>({ names, handles, read, children }: FormProps<Fields>) {
  const t = useTranslations('people')
  const { isBusy, onCancel, onSubmit } = handles
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '').trim()
    onSubmit({ nameZh: text('nameZh'), nameEn: text('nameEn'), ...read(text) } as Fields)
  }
  return (
    <form method="post" className="my-3 flex flex-wrap items-end gap-3" onSubmit={submit} noValidate>
      {(['nameZh', 'nameEn'] as const).map((name) => (
        <label key={name} className="grid gap-1 text-small text-ink-soft">
          {t(`tree.${name}`)}
          <input
            name={name}
            defaultValue={names?.[name] ?? ''}
            maxLength={60}
            required
            className="field w-52 text-ui"
          />
        </label>
      ))}
      {children}
      <button type="submit" aria-disabled={isBusy} className="button button-loud">
        {isBusy ? t('busy') : t('save')}
      </button>
      <button type="button" className="button" onClick={onCancel}>
        {t('cancel')}
      </button>
    </form>
  )
}
