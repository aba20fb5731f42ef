/** The people anybody may sign in as while the installation is a demonstration. `seedDemo` creates them. */
import type { Role } from '../auth/permissions'

/** Ends every invented address, and belongs to nobody (RFC 2606). */
export const DOMAIN = '@zhucai.example'

export type DemoAccount = {
  /** The words on the sign-in page: a role, or a trainee who has come some way. */
  as: Role | 'underway'
  role: Role
  name: string
  email: string
  password: string
}

/** Begins as everybody does: with nothing done. */
export const NEWCOMER = {
  as: 'trainee',
  role: 'trainee',
  name: '林知远',
  email: 'trainee@zhucai.example',
  password: 'zhucai-trainee-demo',
} as const satisfies DemoAccount

/** Has one stage behind them and the next half done, so that a visitor sees where it leads. */
export const UNDERWAY = {
  as: 'underway',
  role: 'trainee',
  name: '顾言溪',
  email: 'underway@zhucai.example',
  password: 'zhucai-underway-demo',
} as const satisfies DemoAccount

export const DEMO_ACCOUNTS = [
  NEWCOMER,
  UNDERWAY,
  {
    as: 'mentor',
    role: 'mentor',
    name: '周明川',
    email: 'mentor@zhucai.example',
    password: 'zhucai-mentor-demo',
  },
  { as: 'hr', role: 'hr', name: '沈若兰', email: 'hr@zhucai.example', password: 'zhucai-hr-demo' },
  {
    as: 'admin',
    role: 'admin',
    name: '高文博',
    email: 'admin@zhucai.example',
    password: 'zhucai-admin-demo',
  },
] as const satisfies readonly DemoAccount[]
