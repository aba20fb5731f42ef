import { health } from '@/lib/api/health.server'

export const dynamic = 'force-dynamic'

export async function GET(_: Request, { params }: { params: Promise<{ probe: string }> }): Promise<Response> {
  return health((await params).probe)
}
