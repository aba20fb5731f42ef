/** Every way a request can end badly, with its HTTP status. The words for people are in the `errors` messages. */
export const ERRORS = {
  bad_request: 400,
  sign_in_required: 401,
  wrong_credentials: 401,
  account_disabled: 403,
  foreign_origin: 403,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  too_slow: 408,
  conflict: 409,
  too_large: 413,
  not_json: 415,
  invalid: 422,
  wrong_password: 422,
  too_many_requests: 429,
  internal: 500,
  unavailable: 503,
  no_space: 503,
} as const satisfies Record<string, number>
export type ErrorCode = keyof typeof ERRORS

/** One field that was not accepted: `path` as in `events.0.id`. */
export type Issue = { path: string; message: string }

export type ErrorBody = { error: { code: ErrorCode; message: string; issues?: Issue[] } }

/**
 * A request refused on purpose. A route returns it, or throws it inside a transaction to undo what was done there.
 */
export class Refusal extends Error {
  readonly code: ErrorCode
  readonly issues: Issue[] | undefined
  /** Seconds. */
  readonly retryAfter: number | undefined

  constructor(code: ErrorCode, more: { issues?: Issue[]; retryAfter?: number } = {}) {
    super(code)
    this.code = code
    this.issues = more.issues
    this.retryAfter = more.retryAfter
  }
}

export const refuse = (code: ErrorCode, more?: { issues?: Issue[]; retryAfter?: number }): Refusal =>
  new Refusal(code, more)
