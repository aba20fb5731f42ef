import type { ReactNode } from 'react'

/** A page that says one thing and offers one way on. */
export function Notice({ title, body, children }: { title: string; body: string; children: ReactNode }) {
  return (
    <main className="mx-auto max-w-xl px-6 py-24">
      <h1 className="font-body text-3xl leading-snug">{title}</h1>
      <p className="mt-4 text-ink-soft">{body}</p>
      <p className="mt-8">{children}</p>
    </main>
  )
}
