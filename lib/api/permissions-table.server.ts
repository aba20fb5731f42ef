import 'server-only'
import { findPages, rolesOf } from '../../scripts/pages'
import { can, PERMISSIONS, ROLES, type Permission, type Role } from '../auth/permissions'
import { routes } from './routes.server'

type Row = { name: string; permission: string; roles: readonly Role[] | 'public' }

/** Role × permission × address, as a page for people to read. */
export function permissionsPage(): string {
  const permissions = (Object.keys(PERMISSIONS) as Permission[]).map((permission): Row => {
    const roles = ROLES.filter((role) => can(role, permission))
    return { name: `\`${permission}\``, permission: '', roles }
  })
  const pages = findPages().map((page): Row => {
    const permission = page.permissions.map((one) => `\`${one}\``).join(' and ') || 'public'
    return { name: `\`${page.address}\``, permission, roles: rolesOf(page) }
  })
  const api = routes.map(({ method, path, permission }): Row => {
    if (permission === 'public') return { name: `\`${method} ${path}\``, permission, roles: 'public' }
    const roles = ROLES.filter((role) => can(role, permission))
    return { name: `\`${method} ${path}\``, permission: `\`${permission}\``, roles }
  })
  return [
    '# Who may do what',
    '',
    'Made by `node scripts/run.mjs --bin vitest run lib/api/permissions-table -u` from `lib/auth/permissions.ts`, the pages under',
    '`app/` and the routes of the API; tests compare it with them and call every route as every role. A permission opens an address;',
    'which rows come back is decided by the query, which knows the viewer: mentors see their own mentees, trainees',
    'themselves, HR status and results but never code.',
    '',
    ...table('Permissions', permissions, false),
    ...table('Pages', pages, true),
    ...table('API, below /api/v1', api, true),
  ].join('\n')
}

function table(title: string, rows: Row[], withPermission: boolean): string[] {
  const extra = withPermission ? ['permission'] : []
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const mark = (roles: Row['roles'], role: Role) => (roles === 'public' || roles.includes(role) ? '✓' : '')
  return [
    `## ${title}`,
    '',
    line(['', ...extra, ...ROLES]),
    line(['---', ...extra.map(() => '---'), ...ROLES.map(() => ':-:')]),
    ...rows.map(({ name, permission, roles }) =>
      line([name, ...(withPermission ? [permission] : []), ...ROLES.map((role) => mark(roles, role))]),
    ),
    '',
  ]
}
