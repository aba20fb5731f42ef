/** The pages of the application and what each asks for, found by walking `app/` and reading its own words. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { can, PERMISSIONS, ROLES, type Permission, type Role } from '../lib/auth/permissions'

const root = fileURLToPath(new URL('../app', import.meta.url))

export type Page = {
  /** As people type it; what varies is in brackets. */
  address: string
  /** All that are asked for; none on a public page. */
  permissions: Permission[]
}

export function findPages(): Page[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'page.tsx')
    .map((file) => ({
      address: addressOf(file),
      permissions: asked(readFileSync(path.join(root, file), 'utf8')),
    }))
    .toSorted((a, b) => (a.address < b.address ? -1 : 1))
}

/** Folders in parentheses group pages and are no part of their address. */
function addressOf(file: string): string {
  const steps = path
    .dirname(file)
    .split(path.sep)
    .filter((step) => step !== '.' && !/^\(.*\)$/.test(step))
  return `/${steps.join('/')}`
}

function asked(source: string): Permission[] {
  const found = [...source.matchAll(/requirePermission\('([\w.]+)'\)/g)].map((match) => match[1]!)
  return (Object.keys(PERMISSIONS) as Permission[]).filter((permission) => found.includes(permission))
}

/** Who may open it; `public` for a page that asks for nothing. */
export const rolesOf = ({ permissions }: Page): Role[] | 'public' =>
  permissions.length === 0
    ? 'public'
    : ROLES.filter((role) => permissions.every((permission) => can(role, permission)))
