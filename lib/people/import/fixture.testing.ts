/** A small organisation, for tests of what a file would change in it. */
import type { Known, Organisation } from './look-up'

const someone = (more: Partial<Known> & Pick<Known, 'id' | 'number' | 'name' | 'email'>): Known => ({
  role: 'trainee',
  departmentId: 'algorithms',
  cohortId: 'spring',
  mentorId: 'zhou',
  joinedOn: '2026-03-01',
  track: 'ml-engineer',
  isClosed: false,
  ...more,
})
const everybody = [
  someone({ id: 'lin', number: 'ZC1', name: '林知远', email: 'lin@example.com' }),
  someone({ id: 'gone', number: 'ZC8', name: '何不在', email: 'gone@example.com', isClosed: true }),
  someone({
    id: 'zhou',
    number: 'M1',
    name: '周明川',
    email: 'zhou@example.com',
    role: 'mentor',
    mentorId: null,
  }),
  someone({ id: 'chief', number: 'A1', name: '陈总管', email: 'chief@example.com', role: 'admin' }),
  someone({ id: 'me', number: 'A2', name: '本人', email: 'me@example.com', role: 'admin' }),
]

export const organisation: Organisation = {
  people: new Map(everybody.map((one) => [one.number.toLowerCase(), one])),
  owners: new Map(everybody.map((one) => [one.id, one.number])),
  emails: new Map([
    ...everybody.map(({ id, email }): [string, string] => [email, id]),
    ['no-place@example.com', 'placeless'],
  ]),
  departments: [
    { id: 'research', parentId: null, zh: '研发部', en: 'Research' },
    { id: 'algorithms', parentId: 'research', zh: '算法部', en: 'Algorithms' },
    { id: 'sales', parentId: null, zh: '销售部', en: 'Sales' },
    { id: 'north', parentId: 'research', zh: '北方组', en: 'North' },
    { id: 'north-2', parentId: 'sales', zh: '北方组', en: 'North' },
  ],
  cohorts: [{ id: 'spring', zh: '春季班', en: 'Spring' }],
  tracks: [
    { id: 'ml-engineer', zh: '算法工程师', en: 'Machine-learning engineer' },
    { id: 'founder', zh: '创业者', en: 'Founder' },
  ],
  mentors: [
    { id: 'zhou', name: '周明川', email: 'zhou@example.com', number: 'M1' },
    { id: 'wu', name: '吴若琳', email: 'wu@example.com', number: null },
  ],
  names: new Map([
    ['research', '研发部'] as const,
    ['algorithms', '算法部'] as const,
    ['sales', '销售部'] as const,
    ['spring', '春季班'] as const,
    ['zhou', '周明川'] as const,
    ['wu', '吴若琳'] as const,
    ['ml-engineer', '算法工程师'] as const,
    ['founder', '创业者'] as const,
  ]),
}

/** A company as an HR system writes it: every hundredth is a mentor, below whom the others stand in no order. */
export function rosterOf(people: number, mark = 'R'): string {
  const lines = Array.from({ length: people }, (_, index) => {
    const team = index % 100
    const isMentor = index >= people - people / 100
    const mentor = isMentor ? '' : `${mark}${people - 1 - (index % Math.ceil(people / 100))}`
    const [number, email] = [`${mark}${index}`, `${mark.toLowerCase()}${index}@example.com`]
    return `员工${index},${email},${number},公司${mark}/${team % 10}部/${team}组,${isMentor ? '导师' : ''},${mentor},2026/11/1,13900000000,在职`
  })
  return ['姓名*,电子邮箱,员工编号,所属部门,角色,导师工号,入职日期,手机,员工状态', ...lines].join('\r\n')
}
