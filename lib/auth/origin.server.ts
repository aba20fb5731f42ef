import 'server-only'
import { ADDRESS_HEADER } from './address'
import { nameDevice } from './device'

/** From where somebody acts: the address as believed behind the trusted proxies, and the browser in words. */
export type Origin = { address: string | null; device: string | null }

// Beside the viewer and not in it: a viewer goes to many places, an address only to the log.
const origins = new WeakMap<object, Origin>()

export function originOf(headers: Headers): Origin {
  const { browser, system } = nameDevice(headers.get('user-agent'))
  const device = [browser, system].filter(Boolean).join(' · ')
  return { address: headers.get(ADDRESS_HEADER), device: device === '' ? null : device }
}

/** The same person, known to have come with these headers. */
export function cameFrom<Actor extends object>(actor: Actor, headers: Headers): Actor {
  origins.set(actor, originOf(headers))
  return actor
}

/** Undefined for the system, and for an actor of a test. */
export const whence = (actor: object): Origin | undefined => origins.get(actor)
