import 'server-only'
import { headers } from 'next/headers'
import { forbidden, redirect } from 'next/navigation'
import { cache } from 'react'
import { identify } from './identify.server'
import { can, type Permission, type Viewer } from './permissions'
import { PATH_HEADER } from './sign-in-path'

/** Whoever is signed in, with no permission checked: good for a name in the header, not for a query. */
export const currentViewer = cache(async (): Promise<Viewer | null> => identify(await headers()))

/**
 * For pages: the viewer with the permission in hand. Sends strangers to sign in and back, and shows others the
 * page for a refused request.
 */
export async function requirePermission<P extends Permission>(permission: P): Promise<Viewer<P>> {
  const viewer = await currentViewer()
  if (!viewer) {
    const path = (await headers()).get(PATH_HEADER) ?? '/'
    redirect(`/sign-in?next=${encodeURIComponent(path)}`)
  }
  if (!can(viewer.role, permission)) forbidden()
  return viewer as unknown as Viewer<P>
}
