/** The people anybody may sign in as while the installation is a demonstration. `seedDemo` creates them. */
import type { Role } from '../auth/permissions'

export type DemoAccount = { role: Role; name: string; email: string; password: string }

export const DEMO_ACCOUNTS = [
  { role: 'trainee', name: '林知远', email: 'trainee@zhucai.example', password: 'zhucai-trainee-demo' },
  { role: 'mentor', name: '周明川', email: 'mentor@zhucai.example', password: 'zhucai-mentor-demo' },
  { role: 'hr', name: '沈若兰', email: 'hr@zhucai.example', password: 'zhucai-hr-demo' },
  { role: 'admin', name: '高文博', email: 'admin@zhucai.example', password: 'zhucai-admin-demo' },
] as const satisfies readonly DemoAccount[]
