/** A call of our own API from the browser. What can go wrong is a value; only bugs throw. */
export type ApiResult<T> =
  | { ok: true; data: T }
  | {
      ok: false
      /** 0 when no answer came: offline, server away, call aborted. */
      status: number
      /** `offline`, `aborted`, or a code of `lib/api/errors`. */
      code: string
      /** In the reader's language; empty when no answer came. */
      message: string
      issues?: { path: string; message: string }[]
      /** Seconds to wait before trying again. */
      retryAfter?: number
    }

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** `path` is below /api/v1, such as `/me/preferences`. */
export async function callApi<T>(
  method: Method,
  path: string,
  body?: unknown,
  options: { signal?: AbortSignal; keepalive?: boolean } = {},
): Promise<ApiResult<T>> {
  const init: RequestInit = { method, credentials: 'same-origin', ...options }
  if (body !== undefined) {
    init.body = JSON.stringify(body)
    init.headers = { 'content-type': 'application/json' }
  }
  let response: Response
  let answer: unknown
  try {
    response = await fetch(`/api/v1${path}`, init)
    answer = await response.json()
  } catch (error) {
    // fetch says TypeError for a lost network, SyntaxError for an answer that is not ours (a proxy's page).
    const isAbort = error instanceof DOMException && error.name === 'AbortError'
    if (!isAbort && !(error instanceof TypeError) && !(error instanceof SyntaxError)) throw error
    return { ok: false, status: 0, code: isAbort ? 'aborted' : 'offline', message: '' }
  }
  if (response.ok) return { ok: true, data: answer as T }
  const said = (
    answer as { error?: { code: string; message: string; issues?: { path: string; message: string }[] } }
  ).error ?? { code: 'internal', message: '' }
  const wait = Number(response.headers.get('retry-after'))
  return {
    ok: false,
    status: response.status,
    code: said.code,
    message: said.message,
    ...(said.issues ? { issues: said.issues } : {}),
    ...(wait > 0 ? { retryAfter: wait } : {}),
  }
}
