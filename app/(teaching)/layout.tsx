import type { ReactNode } from 'react'
import { Shell } from '@/components/shell/shell'
import { requirePermission } from '@/lib/auth/viewer.server'

/** Frames the pages; each page still asks for its own permission where it reads. */
export default async function TeachingLayout({ children }: { children: ReactNode }) {
  return <Shell viewer={await requirePermission('confusion.read')}>{children}</Shell>
}
