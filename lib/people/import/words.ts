/** Words of cells that stand for one of a few things. */
import { ROLES, type Role } from '../../auth/permissions'
import { headingKey } from './columns'

const ROLE_WORDS: Record<Role, readonly string[]> = {
  trainee: ['trainee', '学员', '学生', '受训人', '受训员工', 'learner', 'student'],
  mentor: ['mentor', '导师', '带教', '带教导师', '带教老师', '指导老师', '师傅', 'tutor', 'coach'],
  hr: ['hr', '人事', '人力', '人力资源', '人事专员', '人力资源专员', 'human resources'],
  admin: ['admin', '管理员', '系统管理员', '平台管理员', 'administrator'],
}

/** Null for an empty cell, undefined for a word that is no role. */
export function readRole(cell: string): Role | null | undefined {
  if (cell === '') return null
  const word = headingKey(cell)
  return ROLES.find((role) => ROLE_WORDS[role].some((one) => headingKey(one) === word))
}

type Standing = 'stays' | 'leaves'
const STANDING_WORDS: Record<Standing, readonly string[]> = {
  stays: [
    '在职',
    '在岗',
    '正常',
    '启用',
    '已启用',
    '有效',
    '试用',
    '试用期',
    '正式',
    '已转正',
    '转正',
    '实习',
    '实习期',

    '待入职',
    '已入职',
    '已激活',
    '激活',
    '未激活',
    '已邀请',
    'active',
    'employed',
    'enabled',
    'current',
    'probation',
    'invited',
    'intern',
    'on leave',
    '休假',
    '产假',
    '病假',
    'permanent',
    'regular',
    'full time',
    '全职',
  ],
  leaves: [
    '离职',
    '已离职',
    '停用',
    '已停用',
    '禁用',
    '已禁用',
    '注销',
    '已注销',
    '退休',
    '已退休',
    '辞退',
    '辞职',
    '失效',

    'inactive',
    'left',
    'resigned',
    'terminated',
    'disabled',
    'deactivated',
    'retired',
    'former',
    'closed',
  ],
}

/** The same of a status. */
export function readStanding(cell: string): Standing | null | undefined {
  if (cell === '') return null
  const word = headingKey(cell)
  return (['stays', 'leaves'] as const).find((one) =>
    STANDING_WORDS[one].some((other) => headingKey(other) === word),
  )
}
