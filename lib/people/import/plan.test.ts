import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Choices } from './columns'
import { readPeopleFile } from './file'
import { organisation } from './fixture.testing'
import { planImport } from './plan'
import { NOTHING_SAID, type Options } from './planned'

const HEAD = '姓名,邮箱,工号,角色,部门,班级,导师,入职日期'
const planOf = (text: string, said: Partial<Options> = {}, choices: Choices = {}) => {
  const file = readPeopleFile(text, choices)
  if ('fault' in file) throw new Error(file.fault)
  const options = { ...NOTHING_SAID, ...said }
  return planImport(file, { organisation, options, today: '2026-11-20', viewer: 'me' })
}
const plan = (...lines: string[]) => planOf([HEAD, ...lines].join('\n'))
const reasonOf = (line: string) => plan(line).refused.map(({ reason }) => reason)

describe('a file of people', () => {
  test('adds who is new and changes only what differs', () => {
    const { create, update, unchanged, refused } = plan(
      '王新,wang@example.com,ZC2,,算法部,,,',
      '林知远,LIN@example.com,ZC1,trainee,销售部,,吴若琳,2026-03-01',
    )
    expect(refused).toEqual([])
    expect(unchanged).toBe(0)
    expect(create).toMatchObject([{ line: 2, person: { role: 'trainee', departmentId: 'algorithms' } }])
    expect(update).toMatchObject([
      {
        line: 3,
        change: { departmentId: 'sales', mentorId: 'wu' },
        fields: [
          { field: 'department', from: '算法部', to: '销售部' },
          { field: 'mentor', from: '周明川', to: '吴若琳' },
        ],
      },
    ])
    expect(plan('林知远,lin@example.com,ZC1,,算法部,春季班,周明川,').unchanged).toBe(1)
    expect(plan('林知远,lin@example.com,ZC1,,算法部,-,-,').update[0]!.change).toEqual({
      cohortId: null,
      mentorId: null,
    })
    // An empty cell leaves things as they are, whichever it is.
    expect(plan(',,ZC1,,,,,').unchanged).toBe(1)
  })

  test.each([
    ['少一列,a@example.com,ZC2', 'columns'],
    [',a@example.com,ZC2,,算法部,,,', 'no-name'],
    ['甲,not an address,ZC2,,算法部,,,', 'bad-email'],
    ['甲,,ZC2,,算法部,,,', 'bad-email'],
    ['甲,a@example.com,工号,,算法部,,,', 'bad-number'],
    ['甲,a@example.com,1.00E+05,,算法部,,,', 'number-lost'],
    ['甲,a@example.com,ZC2,king,算法部,,,', 'bad-role'],
    ['甲,a@example.com,ZC2,admin,算法部,,,', 'no-admin'],
    ['林知远,lin@example.com,ZC1,管理员,算法部,,,', 'no-admin'],
    ['陈总管,chief@example.com,A1,学员,算法部,,,', 'admin-role'],
    ['本人,me@example.com,A2,人事,算法部,,,', 'self'],
    ['甲,a@example.com,ZC2,,没有部,,,', 'no-department'],
    ['甲,a@example.com,ZC2,,北方组,,,', 'which-department'],
    ['甲,a@example.com,ZC2,,算法部,没有班,,', 'no-cohort'],
    ['甲,a@example.com,ZC2,,算法部,,没有人,', 'no-mentor'],
    ['甲,a@example.com,ZC2,,算法部,,,2026-02-30', 'bad-date'],
    ['甲,a@example.com,ZC2,,算法部,,,2999-01-01', 'odd-date'],
    ['甲,a@example.com,ZC2,,算法部,,,11/1/2026', 'date-order'],
    ['甲,zhou@example.com,ZC2,,算法部,,,', 'email-of'],
    ['甲,no-place@example.com,ZC2,,算法部,,,', 'email-taken'],
  ])('%s is refused: %s', (line, reason) => {
    expect(reasonOf(line)).toEqual([reason])
  })

  test('names the line on which something stood first, and whose number an address belongs to', () => {
    const twice = plan(
      '甲,a@example.com,ZC2,,算法部,,,',
      '乙,A@example.com,zc3,,算法部,,,',
      '丙,c@example.com,zc2,,算法部,,,',
    )
    expect(twice.refused).toEqual([
      { line: 3, reason: 'twice', value: '2' },
      { line: 4, reason: 'twice', value: '2' },
    ])
    expect(twice.create).toHaveLength(1)
    expect(plan('甲,lin@example.com,zc1,,算法部,,,').update[0]!.number).toBe('ZC1')
    expect(plan('甲,lin@example.com,ZC2,,算法部,,,').refused).toEqual([
      { line: 2, reason: 'email-of', value: 'ZC1' },
    ])
  })

  test('folds full-width signs and cleans line breaks out of names', () => {
    const [made] = plan('"王\n新",ｗａｎｇ＠example.com,ＺＣ２,,算法部,,,').create
    expect(made!.person).toMatchObject({ name: '王 新', email: 'wang@example.com', number: 'ZC2' })
  })

  test('finds a department by the way to it where the name alone does not tell', () => {
    for (const [way, id] of [
      ['销售部/北方组', 'north-2'],
      ['Research / North', 'north'],
      ['研发部 > 北方组', 'north'],
    ] as const)
      expect(plan(`甲,a@example.com,ZC2,,${way},,,`).create[0]!.person.departmentId).toBe(id)
  })
})

describe('dates', () => {
  test.each(['2026/11/1', '2026年11月1日', '2026-11-1', '2026.11.1', '46327', '2026/11/1 0:00'])(
    '%s is read',
    (date) => {
      expect(plan(`甲,a@example.com,ZC2,,算法部,,,${date}`).create[0]!.person.joinedOn).toBe('2026-11-01')
    },
  )
  test('that say too little are asked about, and read as was said', () => {
    const text = `${HEAD}\n甲,a@example.com,ZC2,,算法部,,,11/1/2026\n乙,b@example.com,ZC3,,算法部,,,1901-01-01`
    expect(planOf(text).questions).toMatchObject({
      dateOrder: { lines: 1, example: '11/1/2026', orders: ['mdy', 'dmy'] },
      oddDates: { lines: 1, example: '1901-01-01' },
    })
    const said = planOf(text, { dateOrder: 'dmy', oddDates: true })
    expect(said.create.map(({ person }) => person.joinedOn)).toEqual(['2026-01-11', '1901-01-01'])
    expect(said.create[0]!.shown.joined).toBe('2026-01-11')
  })
})

describe('what is done only when somebody says so', () => {
  test('departments are made, those above before those below', () => {
    const text = `${HEAD}\n甲,a@example.com,ZC2,,研发部/平台部/缓存组,,,\n乙,b@example.com,ZC3,,研发部/平台部,,,`
    const asked = planOf(text)
    expect(asked.refused.map(({ reason }) => reason)).toEqual(['no-department', 'no-department'])
    expect(asked.departments.map(({ way }) => way)).toEqual(['研发部/平台部', '研发部/平台部/缓存组'])
    const { create, departments, refused } = planOf(text, { departments: true })
    expect(refused).toEqual([])
    expect(departments[0]!.parentId).toBe('research')
    expect(departments[1]!.parentId).toBe(departments[0]!.id)
    expect(create.map(({ person }) => person.departmentId)).toEqual([departments[1]!.id, departments[0]!.id])
  })

  test('roles change, and a mentor of the file is one for every line', () => {
    const text = `${HEAD}\n甲,a@example.com,ZC2,,算法部,,ZC1,\n乙,b@example.com,ZC3,,算法部,,丙,\n丙,c@example.com,ZC4,导师,算法部,,,\n林知远,lin@example.com,ZC1,导师,算法部,,,`
    const asked = planOf(text)
    expect(asked.roles).toMatchObject([{ line: 5, id: 'lin', from: 'trainee', to: 'mentor' }])
    expect(asked.refused).toMatchObject([{ line: 2, reason: 'no-mentor' }])
    const said = planOf(text, { roles: true })
    expect(said.refused).toEqual([])
    expect(said.create.map(({ person }) => person.mentorId)).toEqual(['lin', 'line:4', null])
    expect(said.update).toEqual([])
  })

  const LEAVING = '姓名,邮箱,工号,部门,状态,离职日期'
  test('whoever left is listed apart', () => {
    const leaver = (line: string) => planOf(`${LEAVING}\n${line}`)
    for (const line of [
      '林知远,,ZC1,,离职,',
      '林知远,,ZC1,,,2026/11/1',
      '林知远,,zc1,,Terminated,2026-11-20',
    ])
      expect([line, leaver(line).leave]).toMatchObject([line, [{ id: 'lin', line: 2 }]])
    expect(leaver('林知远,,ZC1,,在职,2026-12-31').unchanged).toBe(1)
    expect(leaver('何不在,,ZC8,,离职,').unchanged).toBe(1)
    for (const [line, reason] of [
      ['林知远,,ZC1,,在职,2026-11-01', 'which-status'],
      ['林知远,,ZC1,,云游,', 'bad-status'],
      ['甲,a@example.com,ZC2,算法部,离职,', 'left-unknown'],
      ['何不在,,ZC8,,在职,', 'closed'],
      ['陈总管,,A1,,离职,', 'admin-leaves'],
      ['本人,,A2,,离职,', 'self'],
    ])
      expect([line, leaver(line!).refused.map((one) => one.reason)]).toEqual([line, [reason]])
  })

  test('whoever is not in the file has left, never an administrator, and never while a line cannot be read', () => {
    const text = `${LEAVING}\n林知远,,ZC1,,,`
    expect(planOf(text).leave).toEqual([])
    expect(planOf(text, { absent: true }).leave).toMatchObject([{ id: 'zhou', line: null }])
    const unread = planOf(`${text}\n周明川,,M 1,,,`, { absent: true })
    expect([unread.leave, unread.questions.absentUnknown]).toEqual([[], true])
  })

  test('a track, by its id or its name', () => {
    const head = '姓名,邮箱,工号,部门,培养方向'
    expect(planOf(`${head}\n林知远,,ZC1,,创业者`).update[0]).toMatchObject({
      change: { track: 'founder' },
      fields: [{ field: 'track', from: '算法工程师', to: '创业者' }],
    })
    expect(planOf(`${head}\n林知远,,ZC1,,Founder`).update).toHaveLength(1)
    expect(planOf(`${head}\n林知远,,ZC1,,ml-engineer`).unchanged).toBe(1)
    expect(planOf(`${head}\n林知远,,ZC1,,航天员`).refused).toMatchObject([
      { reason: 'no-track', value: '航天员' },
    ])
  })
})

test('never throws, whatever the text, and every line comes out exactly once', () => {
  const cell = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom('ZC1', 'ZC2', 'a@example.com', '算法部', '导师', '离职', '11/1/2026', '"', '-'),
  )
  const line = fc.array(cell, { minLength: 1, maxLength: 10 }).map((cells) => cells.join(','))
  const said = fc.record({ departments: fc.boolean(), roles: fc.boolean(), leavers: fc.boolean() })
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), said, (lines, options) => {
      const file = readPeopleFile([`${HEAD},状态`, ...lines].join('\n'))
      if ('fault' in file) return
      const given = {
        organisation,
        options: { ...NOTHING_SAID, ...options },
        today: '2026-11-20',
        viewer: 'me',
      }
      const { create, update, roles, leave, unchanged, refused } = planImport(file, given)
      const both = roles.filter((one) => update.some((other) => other.line === one.line)).length
      expect(
        create.length + update.length + roles.length - both + leave.length + unchanged + refused.length,
      ).toBe(file.lines.length + file.uneven.length)
      const addresses = create.map(({ person }) => person.email)
      expect(new Set(addresses).size).toBe(addresses.length)
      // No file makes or unmakes an administrator.
      expect([
        ...roles.flatMap(({ from, to }) => [from, to]),
        ...leave.map(({ role }) => role),
      ]).not.toContain('admin')
      expect(create.map(({ person }) => person.role)).not.toContain('admin')
    }),
  )
})
