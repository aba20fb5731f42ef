import 'server-only'
import { randomBytes } from 'node:crypto'

/** A code as `CertificateCode` describes it. */
export const newCode = (): string => randomBytes(16).toString('base64url')
