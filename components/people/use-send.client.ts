'use client'
import { useState } from 'react'
import { type ApiResult, callApi, type Method } from '@/lib/api/client'

export type Said = { isFault: boolean; message: string }

/** The words of a namespace that has `offline` and `faults` in it. */
type Words = { (key: string): string; has(key: string): boolean }

/** Sends changes one at a time, and holds what is to be said about the latest. */
export function useSend(t: Words) {
  const [isBusy, setBusy] = useState(false)
  const [said, setSaid] = useState<Said>()

  async function send<T>(method: Method, path: string, body?: unknown): Promise<ApiResult<T>> {
    setBusy(true)
    setSaid(undefined)
    const result = await callApi<T>(method, path, body)
    setBusy(false)
    if (!result.ok) setSaid({ isFault: true, message: wordFault(result, t) })
    return result
  }
  return { isBusy, said, send, say: (message: string) => setSaid({ isFault: false, message }), setSaid }
}

/** A fault of ours by its name, a field that was not accepted by its own, anything else as the server words it. */
export function wordFault(result: Extract<ApiResult<unknown>, { ok: false }>, t: Words): string {
  const name = result.issues?.[0]?.path
  if (name && t.has(`faults.${name}`)) return t(`faults.${name}`)
  return result.message || t('offline')
}
