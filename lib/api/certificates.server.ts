import 'server-only'
import { z } from 'zod'
import { CertificateCode } from '../certificates/code'
import { issueEarned } from '../certificates/issue.server'
import { drawCertificate } from '../certificates/pdf.server'
import { type Certificate, findCertificate, myCertificates } from '../certificates/read.server'
import { reissueCertificate } from '../certificates/reissue.server'
import { revokeCertificate } from '../certificates/revoke.server'
import { StageId } from '../curriculum/ids'
import { db } from '../db/client.server'
import { reason } from '../text/words'
import { refuse } from './errors'
import { defineRoute } from './route.server'

const Moment = z.iso.datetime()

const CertificateAnswer = z.object({
  code: CertificateCode,
  stage: StageId,
  name: z.string(),
  lessons: z.array(
    z.object({
      lesson: z.string(),
      version: z.int(),
      verifiedAt: Moment,
      by: z.enum(['checks', 'placement']).optional(),
    }),
  ),
  issuedAt: Moment,
  revokedAt: Moment.nullable(),
  /** Code of the corrected certificate that stands in its place. */
  replacedBy: CertificateCode.nullable(),
})

const answerOf = (certificate: Certificate): z.input<typeof CertificateAnswer> => ({
  ...certificate,
  lessons: certificate.lessons.map((one) => ({ ...one, verifiedAt: one.verifiedAt.toISOString() })),
  issuedAt: certificate.issuedAt.toISOString(),
  revokedAt: certificate.revokedAt?.toISOString() ?? null,
})

const Code = z.object({ code: CertificateCode })

const mine = defineRoute({
  method: 'GET',
  path: '/me/certificates',
  permission: 'progress.write',
  summary: "The caller's own certificates.",
  response: z.object({ certificates: z.array(CertificateAnswer) }),
  limit: { points: 60, seconds: 60 },
  async handle({ viewer }) {
    return { certificates: (await myCertificates(viewer)).map(answerOf) }
  },
})

const claim = defineRoute({
  method: 'POST',
  path: '/me/certificates',
  permission: 'progress.write',
  summary: 'Issue every certificate the caller has earned and does not hold yet.',
  body: z.object({}),
  response: z.object({ issued: z.array(z.object({ stage: StageId, code: CertificateCode })) }),
  limit: { points: 20, seconds: 60 },
  async handle({ viewer }) {
    return { issued: await db().transaction((tx) => issueEarned(tx, viewer.id, new Date())) }
  },
})

const one = defineRoute({
  method: 'GET',
  path: '/certificates/{code}',
  permission: 'public',
  summary: 'A certificate, for whoever has its code: what it is for, and whether it is still valid.',
  params: Code,
  response: CertificateAnswer,
  limit: { points: 60, seconds: 60 },
  async handle({ params }) {
    const found = await findCertificate(params.code)
    return found ? answerOf(found) : refuse('not_found')
  },
})

const pdf = defineRoute({
  method: 'GET',
  path: '/certificates/{code}/pdf',
  permission: 'public',
  summary: 'The same certificate as a PDF in Chinese and English.',
  params: Code,
  response: z.string(),
  contentType: 'application/pdf',
  // Drawing takes a tenth of a second of one core.
  limit: { points: 10, seconds: 60 },
  async handle({ params }) {
    const found = await findCertificate(params.code)
    if (!found) return refuse('not_found')
    return new Response(new Uint8Array(await drawCertificate(found)), {
      headers: {
        'content-type': 'application/pdf',
        'content-disposition': `attachment; filename="certificate-${found.stage}.pdf"`,
      },
    })
  },
})

const revocation = defineRoute({
  method: 'POST',
  path: '/certificates/{code}/revocation',
  permission: 'certificates.revoke',
  summary: 'Revoke a certificate for a reason, for ever.',
  params: Code,
  body: z.object({ reason }),
  response: z.object({ done: z.literal(true) }),
  limit: { points: 30, seconds: 60 },
  async handle({ viewer, params, body }) {
    const outcome = await revokeCertificate(viewer, params.code, body.reason)
    switch (outcome) {
      case 'revoked':
        return { done: true as const }
      case 'already':
        return refuse('conflict')
      case 'unknown':
        return refuse('not_found')
      default:
        return outcome satisfies never
    }
  },
})

const reissue = defineRoute({
  method: 'POST',
  path: '/certificates/{code}/reissue',
  permission: 'certificates.revoke',
  summary:
    'Issue anew for a reason: a valid one under the present name, a revoked one from the proofs that hold today.',
  params: Code,
  body: z.object({ reason }),
  response: z.object({ code: CertificateCode }),
  limit: { points: 30, seconds: 60 },
  async handle({ viewer, params, body }) {
    const outcome = await reissueCertificate(viewer, params.code, body.reason)
    switch (outcome.kind) {
      case 'reissued':
        return { code: outcome.code }
      case 'unknown':
        return refuse('not_found')
      case 'unchanged':
      case 'not-earned':
      case 'held':
        return refuse('conflict', { issues: [{ path: outcome.kind, message: outcome.kind }] })
      default:
        return outcome satisfies never
    }
  },
})

export const routes = [mine, claim, one, pdf, revocation, reissue]
