import type { ReactNode } from 'react'
import { Brand } from './brand'
import { Preferences } from './preferences.client'
import { chosenTheme } from './theme.server'

/** A page before the sign-in: the mark, one line, and what is to be done. */
export async function Door({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex items-center justify-between px-4 py-2 sm:px-6">
        <p className="flex min-h-12 items-center gap-2 font-semibold">
          <Brand />
        </p>
        <div className="flex items-center gap-1">
          <Preferences chosen={await chosenTheme()} />
        </div>
      </header>
      <main className="mx-auto w-full max-w-md flex-1 px-6 pt-[8vh] pb-16">
        <h1 className="font-body text-3xl leading-snug">{title}</h1>
        {lead && <p className="mt-2 font-body text-body text-ink-soft">{lead}</p>}
        {children}
      </main>
    </div>
  )
}
