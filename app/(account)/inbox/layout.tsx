import type { ReactNode } from 'react'
import { Shell } from '@/components/shell/shell'
import { requirePermission } from '@/lib/auth/viewer.server'

export default async function InboxLayout({ children }: { children: ReactNode }) {
  return <Shell viewer={await requirePermission('lessons.read')}>{children}</Shell>
}
