import { z } from 'zod'

/** 128 random bits in base64url: whoever has the address may look, and nobody finds one by trying. */
export const CertificateCode = z.string().regex(/^[A-Za-z0-9_-]{22}$/)
