/** Which column of a file is which: by the headings HR systems write, or as somebody has said. */

/** The words under which each may stand; the first two are the template's, Chinese and English. */
export const HEADINGS = {
  name: [
    '姓名',
    'Name',
    '员工姓名',
    '名字',
    '中文名',
    '人员姓名',
    'full name',
    'employee name',
    'display name',
  ],
  email: [
    '邮箱',
    'E-mail',
    '电子邮箱',
    '邮箱地址',
    '电子邮件',
    '电子邮件地址',
    '工作邮箱',
    '企业邮箱',

    '公司邮箱',
    '办公邮箱',
    '邮件',
    'mail',
    'email address',
    'work email',
    'business email',
    'company email',
  ],
  number: [
    '工号',
    'Personnel number',
    '员工编号',
    '员工号',
    '人员编号',
    '职工号',
    '员工工号',
    '人员工号',
    '编号',
    '员工id',
    'number',
    'employee id',
    'employee number',
    'employee no',
    'emp id',
    'emp no',
    'staff id',
    'personnel no',
    'staff number',
    'staff no',
    'personnel id',
    'employee code',
    'worker id',
  ],
  role: ['角色', 'Role', '系统角色', '平台角色', '用户角色', 'user role'],
  department: [
    '部门',
    'Department',
    '所属部门',
    '所在部门',
    '部门名称',
    '部门全称',
    '部门路径',
    '组织',
    '所属组织',
    '组织单元',
    '任职部门',
    'dept',
    'department name',
    'org unit',
    'organization',
    'organisation',
  ],
  cohort: ['班级', 'Cohort', '所属班级', '班级名称', '培训班', '期次', 'class', 'batch', 'training class'],
  mentor: [
    '导师',
    'Mentor',
    '导师姓名',
    '导师邮箱',
    '导师工号',
    '带教老师',
    '带教导师',
    '指导老师',
    '师傅',
    'mentor name',
    'mentor email',
    'mentor id',
    'mentor number',
  ],
  joined: [
    '入职日期',
    'Joined',
    '入职时间',
    '入司日期',
    '入司时间',
    '到岗日期',
    '加入日期',
    '报到日期',
    'joined on',
    'join date',
    'joining date',
    'hire date',
    'date of hire',
    'start date',
    'date joined',
  ],
  track: ['轨道', 'Track', '学习轨道', '培养轨道', '学习路线', '培养方向', 'learning track', 'learning path'],
  status: [
    '状态',
    'Status',
    '员工状态',
    '在职状态',
    '人员状态',
    '账号状态',
    '雇佣状态',
    '用工状态',
    'employee status',
    'employment status',
    'account status',
    'worker status',
  ],
  left: [
    '离职日期',
    'Left',
    '离职时间',
    '最后工作日',
    '离司日期',
    'left on',
    'leave date',
    'leaving date',
    'termination date',
    'last day',
    'last working day',
    'end date',
    'date left',
  ],
} as const satisfies Record<string, readonly [string, string, ...string[]]>
export type Column = keyof typeof HEADINGS
export const COLUMNS = Object.keys(HEADINGS) as Column[]
export const REQUIRED = ['name', 'email', 'number', 'department'] as const satisfies readonly Column[]

/** What somebody said about headings, by `headingKey`: a column, or that it is left out. */
export type Choices = Record<string, Column | 'ignored'>

/** A column of the file as it stands there. */
export type FileColumn = {
  /** As written; empty for a column without a heading. */
  heading: string
  /** Undefined: left out. */
  column: Column | undefined
  /** The first words in it, by which it can be told. */
  sample: string
}

/** What two headings have in common that mean the same: no stars, remarks, spaces, signs or case. */
export const headingKey = (heading: string): string =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[([【〔].*?[)\]】〕]/gu, '')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')

const BY_KEY = new Map<string, Column>(
  COLUMNS.flatMap((column) => HEADINGS[column].map((word): [string, Column] => [headingKey(word), column])),
)

/**
 * The column of each heading. Of two that mean the same one, that with the more usual word counts and the other is left
 * out: it is named in the preview, and somebody may say otherwise.
 */
export function matchHeadings(headings: readonly string[], choices: Choices = {}): (Column | undefined)[] {
  const keys = headings.map(headingKey)
  const found = keys.map((key): Column | undefined => {
    const chosen = key === '' ? undefined : choices[key]
    if (chosen === 'ignored') return undefined
    if (chosen) return chosen
    const usual = BY_KEY.get(key)
    // What was said counts more than what is usual.
    return usual && keys.some((other) => choices[other] === usual) ? undefined : usual
  })
  const rank = (index: number): number =>
    choices[keys[index]!] ? -1 : HEADINGS[found[index]!].findIndex((word) => headingKey(word) === keys[index])
  return found.map((column, index) => {
    if (!column) return undefined
    const best = [...found.keys()]
      .filter((other) => found[other] === column)
      .toSorted((a, b) => rank(a) - rank(b) || a - b)[0]
    return best === index ? column : undefined
  })
}
