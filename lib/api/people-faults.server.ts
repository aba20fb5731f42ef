import 'server-only'
import { FAULTS, type Fault } from '../people/shapes'
import { refuse, type ErrorCode, type Refusal } from './errors'

const CODES: Partial<Record<Fault, ErrorCode>> = {
  'not-found': 'not_found',
  self: 'forbidden',
  'own-password': 'forbidden',
  stale: 'conflict',
}

/** The refusal of a fault; the one issue's path is its name, by which pages find their words. */
export const refusePeople = (fault: Fault): Refusal =>
  refuse(CODES[fault] ?? 'invalid', { issues: [{ path: fault, message: FAULTS[fault] }] })
