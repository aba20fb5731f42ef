import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HEADINGS, readPeopleFile } from './file'
import type { Known, Organisation } from './look-up'
import { planImport } from './plan'

const known: Known = {
  id: 'lin',
  number: 'ZC1',
  name: '林知远',
  email: 'lin@example.com',
  role: 'trainee',
  departmentId: 'algorithms',
  cohortId: 'spring',
  mentorId: 'zhou',
  joinedOn: '2026-03-01',
}
const organisation: Organisation = {
  people: new Map([[known.number.toLowerCase(), known]]),
  owners: new Map([[known.id, known.number]]),
  emails: new Map([
    ['lin@example.com', 'lin'],
    ['zhou@example.com', 'zhou'],
  ]),
  departments: [
    { id: 'research', parentId: null, zh: '研发部', en: 'Research' },
    { id: 'algorithms', parentId: 'research', zh: '算法部', en: 'Algorithms' },
    { id: 'sales', parentId: null, zh: '销售部', en: 'Sales' },
    { id: 'north', parentId: 'research', zh: '北方组', en: 'North' },
    { id: 'north-2', parentId: 'sales', zh: '北方组', en: 'North' },
  ],
  cohorts: [{ id: 'spring', zh: '春季班', en: 'Spring' }],
  mentors: [
    { id: 'zhou', name: '周明川', email: 'zhou@example.com' },
    { id: 'wu', name: '吴若琳', email: 'wu@example.com' },
  ],
  names: new Map([
    ['research', '研发部'],
    ['algorithms', '算法部'],
    ['sales', '销售部'],
    ['spring', '春季班'],
    ['zhou', '周明川'],
    ['wu', '吴若琳'],
  ]),
}
const HEAD = '姓名,邮箱,工号,角色,部门,班级,导师,入职日期'
const plan = (...lines: string[]) => {
  const file = readPeopleFile([HEAD, ...lines].join('\n'))
  if ('fault' in file) throw new Error(file.fault)
  return planImport(file, organisation)
}
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
  })

  test.each([
    ['少一列,a@example.com,ZC2', 'columns'],
    [',a@example.com,ZC2,,算法部,,,', 'no-name'],
    ['甲,not an address,ZC2,,算法部,,,', 'bad-email'],
    ['甲,a@example.com,工号,,算法部,,,', 'bad-number'],
    ['甲,a@example.com,ZC2,king,算法部,,,', 'bad-role'],
    ['甲,a@example.com,ZC2,admin,算法部,,,', 'no-admin'],
    ['林知远,lin@example.com,ZC1,hr,算法部,,,', 'role-differs'],
    ['甲,a@example.com,ZC2,,没有部,,,', 'no-department'],
    ['甲,a@example.com,ZC2,,北方组,,,', 'which-department'],
    ['甲,a@example.com,ZC2,,算法部,没有班,,', 'no-cohort'],
    ['甲,a@example.com,ZC2,,算法部,,没有人,', 'no-mentor'],
    ['甲,a@example.com,ZC2,,算法部,,,2026-02-30', 'bad-date'],
    ['甲,zhou@example.com,ZC2,,算法部,,,', 'email-taken'],
  ])('%s is refused: %s', (line, reason) => {
    expect(reasonOf(line)).toEqual([reason])
  })

  test('names the line on which something stood first', () => {
    const twice = plan('甲,a@example.com,ZC2,,算法部,,,', '乙,A@example.com,ZC3,,算法部,,,')
    expect(twice.refused).toEqual([{ line: 3, reason: 'twice', value: '2' }])
    expect(twice.create).toHaveLength(1)
  })

  test('finds a department by the way to it where the name alone does not tell', () => {
    expect(plan('甲,a@example.com,ZC2,,销售部/北方组,,,').create[0]!.person.departmentId).toBe('north-2')
    expect(plan('甲,a@example.com,ZC2,,Research / North,,,').create[0]!.person.departmentId).toBe('north')
  })
})

describe('reading', () => {
  test.each([
    ['', 'empty'],
    [HEAD, 'empty'],
    ['姓名,星座\n甲,狮子', 'unknown-heading'],
    ['姓名,邮箱\n甲,a@example.com', 'missing-heading'],
    [`${HEAD}\n"甲,a@example.com`, 'not-csv'],
  ])('%j: %s', (text, fault) => {
    expect(readPeopleFile(text)).toMatchObject({ fault })
  })

  test('knows marks, semicolons, quotes, and on which line of the file somebody stands', () => {
    const text =
      '\uFEFFName;Email;Number;Department\r\n"甲\n乙";a@example.com;ZC2;算法部\r\n\r\n丙;b@example.com;ZC3;算法部\r\n'
    expect(readPeopleFile(text)).toMatchObject({ lines: [{ line: 3 }, { line: 5, cells: { name: '丙' } }] })
  })

  test('never throws, whatever the text, and every line comes out exactly once', () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom('ZC1', 'ZC2', 'a@example.com', '算法部', '"', '-'),
    )
    const line = fc.array(cell, { minLength: 1, maxLength: 10 }).map((cells) => cells.join(','))
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const file = readPeopleFile([HEAD, ...lines].join('\n'))
        if ('fault' in file) return
        const { create, update, unchanged, refused } = planImport(file, organisation)
        expect(create.length + update.length + unchanged + refused.length).toBe(
          file.lines.length + file.uneven.length,
        )
        const addresses = create.map(({ person }) => person.email)
        expect(new Set(addresses).size).toBe(addresses.length)
      }),
    )
  })

  test('every heading belongs to one column', () => {
    const all = Object.values(HEADINGS).flat()
    expect(new Set(all).size).toBe(all.length)
  })
})
