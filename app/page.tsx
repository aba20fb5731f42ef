import { redirect } from 'next/navigation'
import type { Role } from '@/lib/auth/permissions'
import { currentViewer } from '@/lib/auth/viewer.server'

/** Where each role's work begins. */
const START = {
  trainee: '/learn',
  mentor: '/mentees',
  hr: '/insights',
  admin: '/insights',
} satisfies Record<Role, string>

export default async function Home() {
  const viewer = await currentViewer()
  redirect(viewer === null ? '/sign-in' : START[viewer.role])
}
