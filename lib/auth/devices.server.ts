/**
 * Browsers in which an account has been signed in before. What others get wrong about an account is counted apart from
 * them, so nobody is locked out of their own browser by someone who guesses elsewhere. The cookie says it all and only
 * we can write it: nothing about devices is stored.
 */
import 'server-only'
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { readCookie } from '../i18n/locale'
import { site } from './environment.server'

const YEAR = 365 * 24 * 3600
/** Accounts that one browser is remembered for, the latest first. */
const MOST = 4
const VALUE = /^(?<id>[\w-]{22})(?<marks>(?:\.[\w-]{43}){1,4})$/

const nameOf = (): string => `${site().cookie}-device`

/** `account` is any text that names the account and nothing else. */
const markOf = (id: string, account: string): string =>
  createHmac('sha256', site().secret).update(`device ${id} ${account}`).digest('base64url')

function read(headers: Headers): { id: string; marks: string[] } | undefined {
  const { id, marks } = VALUE.exec(readCookie(headers.get('cookie'), nameOf()) ?? '')?.groups ?? {}
  return id && marks ? { id, marks: marks.slice(1).split('.') } : undefined
}

/** The browser's own id, when this account was signed in there. */
export function knownDevice(headers: Headers, account: string): string | undefined {
  const device = read(headers)
  if (!device) return undefined
  const mark = Buffer.from(markOf(device.id, account))
  return device.marks.some((one) => timingSafeEqual(Buffer.from(one), mark)) ? device.id : undefined
}

/** The cookie that lets the browser be known for this account from now on. */
export function rememberDevice(headers: Headers, account: string): string {
  const { id, marks } = read(headers) ?? { id: randomBytes(16).toString('base64url'), marks: [] }
  const mark = markOf(id, account)
  const kept = [mark, ...marks.filter((one) => one !== mark)].slice(0, MOST)
  const secure = site().isSecure ? '; Secure' : ''
  return `${nameOf()}=${[id, ...kept].join('.')}; Path=/; Max-Age=${YEAR}; SameSite=Lax; HttpOnly${secure}`
}
